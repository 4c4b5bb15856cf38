'use client';

import fields from '../controls/field.module.css';

interface CategorySelectProps {
  /** Of a pack, in its order. */
  categories: readonly string[];
  value: number | null;
  onCategory: (category: number) => void;
  /** Of the select, for a label elsewhere. */
  id?: string;
  /** Where no label stands beside it. */
  label?: string;
  className?: string | undefined;
}

/** One of the kinds of garment that a pack draws. */
export function CategorySelect({ categories, value, onCategory, id, label, className }: CategorySelectProps) {
  return (
    <select
      id={id}
      aria-label={label}
      className={[fields.select, className].filter(Boolean).join(' ')}
      value={value ?? 0}
      onChange={(event) => onCategory(Number(event.target.value))}
    >
      {categories.map((name, index) => (
        <option key={name} value={index}>
          {name}
        </option>
      ))}
    </select>
  );
}
