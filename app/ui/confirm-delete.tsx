import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { Box, Text } from '@shopify/polaris';

export interface ConfirmDeleteProps {
  name: string;
  isOpen: boolean;
  onClose: () => void;
  onDelete: () => void;
}

export function ConfirmDelete({ name, isOpen, onClose, onDelete }: ConfirmDeleteProps) {
  return (
    <Modal id="confirm-delete" open={isOpen} onHide={onClose}>
      <Box padding="400">
        <Text as="p" breakWord>
          “{name}” gives nothing from now on. Decisions it made and perks it gave stay as they are.
        </Text>
      </Box>
      <TitleBar title="Delete this rule?">
        <button type="button" variant="primary" tone="critical" onClick={onDelete}>
          Delete rule
        </button>
        <button type="button" onClick={onClose}>
          Keep rule
        </button>
      </TitleBar>
    </Modal>
  );
}
