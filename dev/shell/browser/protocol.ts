/** What the App Bridge stand-in (inside the iframe) and the admin shell (around it) say to each other. */

export interface NavItem {
  label: string;
  /** Path in the app: `/app/rules`. */
  href: string;
  isHome: boolean;
}

export interface BarAction {
  /** Position of the button in its element; the shell sends it back when clicked. */
  index: number;
  label: string;
  role: 'primary' | 'secondary' | 'breadcrumb';
  isCritical: boolean;
  isDisabled: boolean;
  isLoading: boolean;
}

export interface TitleBarState {
  title: string;
  actions: BarAction[];
}

export interface SaveBarState {
  canSave: boolean;
  canDiscard: boolean;
  isSaving: boolean;
  /** Ask before discarding. */
  confirmsDiscard: boolean;
}

export type FromApp =
  | { type: 'hello' }
  | { type: 'idToken'; request: number }
  | { type: 'route'; path: string }
  /** A page of the admin outside the app: `/orders/456`. */
  | { type: 'open'; path: string; isNewTab: boolean }
  | { type: 'nav'; items: NavItem[] }
  | { type: 'titleBar'; titleBar: TitleBarState | null }
  | { type: 'saveBar'; saveBar: SaveBarState | null }
  | { type: 'leave'; request: number }
  | { type: 'loading'; isLoading: boolean }
  | { type: 'toast'; id: string; message: string; isError: boolean; durationMs: number; action: string | null }
  | { type: 'hideToast'; id: string };

export type FromShell =
  | { type: 'welcome' }
  | { type: 'idToken'; request: number; token: string | null }
  | { type: 'navigate'; href: string }
  | { type: 'titleBarAction'; index: number }
  | { type: 'saveBarAction'; action: 'save' | 'discard' }
  | { type: 'leave'; request: number; mayLeave: boolean }
  | { type: 'toastEvent'; id: string; event: 'action' | 'dismiss' };

const marker = 'concierge-app-bridge';

export function wrap<Message>(message: Message): { [marker]: Message } {
  return { [marker]: message };
}

/** The message inside, if the data of a `message` event carries one of ours. */
export function unwrap<Message>(data: unknown): Message | undefined {
  return typeof data === 'object' && data !== null ? (data as { [marker]?: Message })[marker] : undefined;
}
