export interface SwitchProps {
  /** What is turned on and off; read out, not shown. */
  label: string;
  isOn: boolean;
  onSwitch: (isOn: boolean) => void;
}

/** A setting that takes effect at once. Space and Enter switch it, as it is a button. */
export function Switch({ label, isOn, onSwitch }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={isOn}
      aria-label={label}
      onClick={() => onSwitch(!isOn)}
    />
  );
}
