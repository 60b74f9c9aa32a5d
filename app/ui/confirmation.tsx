import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { Box, Text } from '@shopify/polaris';

export interface ConfirmationProps {
  /** The page's only dialog with this id. */
  id: string;
  /** A question: “Delete this rule?” */
  title: string;
  /** What follows. */
  text: string;
  /** The button that does it. */
  action: string;
  isDestructive?: boolean;
  /** The button that leaves all as it is. */
  keep: string;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asks before something that can’t be undone. */
export function Confirmation(props: ConfirmationProps) {
  const { id, title, text, action, isDestructive = false, keep, isOpen, onClose, onConfirm } = props;
  return (
    <Modal id={id} open={isOpen} onHide={onClose}>
      <Box padding="400">
        <Text as="p" breakWord>
          {text}
        </Text>
      </Box>
      <TitleBar title={title}>
        <button
          type="button"
          variant="primary"
          onClick={onConfirm}
          {...(isDestructive ? { tone: 'critical' as const } : {})}
        >
          {action}
        </button>
        <button type="button" onClick={onClose}>
          {keep}
        </button>
      </TitleBar>
    </Modal>
  );
}
