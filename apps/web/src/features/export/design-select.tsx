import type { Design } from '@toile/room';
import { useId } from 'react';
import field from '../controls/field.module.css';
import { DesignPicture } from '../stage/design-picture.js';
import styles from './export-form.module.css';

interface DesignSelectProps {
  label: string;
  value: string;
  rack: readonly Design[];
  disabled: boolean;
  onChange: (designId: string) => void;
}

/** One design of the rack, by name, with its picture beside it. */
export function DesignSelect({ label, value, rack, disabled, onChange }: DesignSelectProps) {
  const id = useId();
  const design = rack.find((one) => one.id === value);
  return (
    <div className={styles.pick}>
      <label htmlFor={id}>{label}</label>
      <span className={styles.picture}>{design ? <DesignPicture design={design} alt="" /> : null}</span>
      <select
        id={id}
        className={field.select}
        value={design ? value : ''}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
      >
        {design ? null : <option value="">Choose a design</option>}
        {rack.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </div>
  );
}
