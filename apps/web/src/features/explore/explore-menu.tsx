'use client';

import type { Design } from '@toile/room';
import {
  Baby,
  Braces,
  Columns2,
  Ellipsis,
  EyeOff,
  GitBranch,
  Link2,
  NotepadText,
  Shuffle,
  Sprout,
  SwatchBook,
} from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { IconButton } from '../controls/icon-button.js';
import menu from '../controls/menu.module.css';
import { type ExploreTool, toolLabels } from './explore-tool.js';
import type { Explore } from './use-explore.js';

interface ExploreMenuProps {
  design: Design | null;
  /** A private sketch is not branched, and not sketched again. */
  sketch: boolean;
  mayChange: boolean;
  mayAdd: boolean;
  /** A lock keeps nobody from trying something in private. */
  maySketch: boolean;
  mayTransfer: boolean;
  /** Where there is no room for the tools' own buttons. */
  withTools: boolean;
  explore: Explore;
  onTool: (tool: ExploreTool) => void;
  onCopy: (form: 'link' | 'json') => void;
  onRecipe: () => void;
}

const icons = { children: Baby, compare: Columns2, seeds: Sprout } as const;
const tools = Object.keys(toolLabels) as (keyof typeof toolLabels)[];

/** The ways on from the design on the stage. */
export function ExploreMenu(props: ExploreMenuProps) {
  const {
    design,
    sketch,
    mayChange,
    mayAdd,
    maySketch,
    mayTransfer,
    withTools,
    explore,
    onTool,
    onCopy,
    onRecipe,
  } = props;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <IconButton label="Explore">
          <Ellipsis />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} align="end" sideOffset={4} collisionPadding={8}>
          {withTools
            ? tools.map((tool) => {
                const Icon = icons[tool];
                return (
                  <DropdownMenu.Item key={tool} className={menu.item} onSelect={() => onTool(tool)}>
                    <Icon /> {toolLabels[tool]}
                  </DropdownMenu.Item>
                );
              })
            : null}
          {withTools ? <DropdownMenu.Separator className={menu.rule} /> : null}
          {mayTransfer ? (
            <DropdownMenu.Item className={menu.item} onSelect={() => onTool('transfer')}>
              <SwatchBook /> Transfer appearance… <kbd>T</kbd>
            </DropdownMenu.Item>
          ) : null}
          {design && mayChange ? (
            <DropdownMenu.Item className={menu.item} onSelect={() => explore.shuffle(design)}>
              <Shuffle /> Shuffle
            </DropdownMenu.Item>
          ) : null}
          {design && mayAdd && !sketch ? (
            <DropdownMenu.Item className={menu.item} onSelect={() => explore.branch(design)}>
              <GitBranch /> Branch
            </DropdownMenu.Item>
          ) : null}
          {design && maySketch && !sketch ? (
            <DropdownMenu.Item className={menu.item} onSelect={() => explore.sketch(design)}>
              <EyeOff /> Try it privately
            </DropdownMenu.Item>
          ) : null}
          {design && maySketch ? <DropdownMenu.Separator className={menu.rule} /> : null}
          {design ? (
            <>
              <DropdownMenu.Item className={menu.item} onSelect={() => onCopy('link')}>
                <Link2 /> Copy recipe link
              </DropdownMenu.Item>
              <DropdownMenu.Item className={menu.item} onSelect={() => onCopy('json')}>
                <Braces /> Copy recipe as JSON
              </DropdownMenu.Item>
            </>
          ) : null}
          <DropdownMenu.Item className={menu.item} onSelect={onRecipe}>
            <NotepadText /> {mayAdd ? 'Paste a recipe…' : 'Recipe…'} {mayAdd ? <kbd>Ctrl V</kbd> : null}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
