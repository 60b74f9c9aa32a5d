import { useNavigate } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Page, type PageProps } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { PerksNotice } from './perks-notice.tsx';

interface ScreenAction {
  content: string;
  onAction: () => void;
  isDisabled?: boolean;
  isLoading?: boolean;
}

export interface ScreenProps {
  /** Shown in the admin's title bar, and read out as the page's heading. */
  title: string;
  /** One page up: `{ content: 'Decisions', url: '/app/decisions' }`. */
  back?: { content: string; url: string };
  primaryAction?: ScreenAction;
  secondaryActions?: ScreenAction[];
  /** Half width for forms and single records. */
  isNarrow?: boolean;
  children: ReactNode;
}

/** One page of the embedded admin. The admin draws the title, the way back and the actions. */
export function Screen({ title, back, primaryAction, secondaryActions = [], isNarrow = false, children }: ScreenProps) {
  const navigate = useNavigate();
  const leaveTo = async (url: string) => {
    // Unsaved changes: the admin asks. It fails, or never answers, when the person stays.
    const mayLeave = await window.shopify?.saveBar.leaveConfirmation().then(
      () => true,
      () => false,
    );
    if (mayLeave !== false) navigate(url);
  };
  const width: Pick<PageProps, 'narrowWidth'> = isNarrow ? { narrowWidth: true } : {};
  return (
    <>
      <TitleBar title={title}>
        {back ? (
          <button type="button" variant="breadcrumb" onClick={() => void leaveTo(back.url)}>
            {back.content}
          </button>
        ) : null}
        {secondaryActions.map((action) => (
          <TitleBarButton key={action.content} action={action} />
        ))}
        {primaryAction ? <TitleBarButton action={primaryAction} isPrimary /> : null}
      </TitleBar>
      <Page {...width}>
        <h1 className="Polaris-Text--visuallyHidden">{title}</h1>
        <PerksNotice />
        {children}
      </Page>
    </>
  );
}

function TitleBarButton({ action, isPrimary = false }: { action: ScreenAction; isPrimary?: boolean }) {
  return (
    <button
      type="button"
      onClick={action.onAction}
      disabled={action.isDisabled}
      // App Bridge reads these attributes; React passes them on as they are.
      {...(isPrimary ? { variant: 'primary' } : {})}
      {...(action.isLoading ? { loading: '' } : {})}
    >
      {action.content}
    </button>
  );
}
