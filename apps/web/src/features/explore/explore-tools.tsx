'use client';

import type { Design } from '@toile/room';
import { Shuffle } from 'lucide-react';
import { useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useDesignPack, useRights } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { IconButton } from '../controls/icon-button.js';
import { useToast } from '../controls/toasts.js';
import { copyText } from '../invite/copy-text.js';
import { RecipeDialog } from '../recipe/recipe-dialog.js';
import { shareRecipe } from '../recipe/share-recipe.js';
import { usePasteRecipe, useRecipeArrivals } from '../recipe/use-paste-recipe.js';
import { useIsSketch } from '../scratch/use-scratch.js';
import { useShortcut } from '../shortcuts/use-shortcut.js';
import { ExploreMenu } from './explore-menu.js';
import { type ExploreTool, toolLabels } from './explore-tool.js';
import styles from './explore-tools.module.css';
import { useExplore } from './use-explore.js';

interface ExploreToolsProps {
  design: Design | null;
  tool: ExploreTool | null;
  /** There is no room for buttons: everything is in the menu. */
  narrow: boolean;
  onTool: (tool: ExploreTool | null) => void;
  onSelect: (designId: string) => void;
}

/** Beside the title: children, comparison and seeds, and whatever else leads on from a design. */
export function ExploreTools({ design, tool, narrow, onTool, onSelect }: ExploreToolsProps) {
  const { http } = useOpenRoom();
  const pack = useDesignPack(design);
  const { edit: mayAdd, lock } = useRights();
  const { edit: mayChange } = useRights(design?.id ?? null);
  const sketch = useIsSketch(design);
  const toast = useToast();
  const explore = useExplore(onSelect);
  const paste = usePasteRecipe(onSelect);
  useRecipeArrivals(paste);
  const [dialog, setDialog] = useState(false);
  const maySketch = mayAdd || lock !== null;
  // Whoever cannot edit cannot ask for a latent either.
  const mayTransfer = design !== null && (mayChange || maySketch);
  useShortcut('t', () => onTool(tool === 'transfer' ? null : 'transfer'), mayTransfer);

  const copy = async (form: 'link' | 'json') => {
    if (!design || !pack) return;
    const worked = await copyText(shareRecipe(design, pack, http.baseUrl)[form], null);
    if (worked) toast({ text: form === 'link' ? 'Link to this recipe copied.' : 'Recipe copied as JSON.' });
    else setDialog(true);
  };

  return (
    <>
      {narrow ? null : (
        <fieldset className={styles.tools} aria-label="Explore">
          {(Object.keys(toolLabels) as (keyof typeof toolLabels)[]).map((one) => (
            <Button
              key={one}
              className={styles.tool}
              aria-pressed={one === tool}
              disabled={!design && one !== 'seeds'}
              onClick={() => onTool(one === tool ? null : one)}
            >
              {toolLabels[one]}
            </Button>
          ))}
        </fieldset>
      )}
      {mayChange && design && !narrow ? (
        <IconButton label="Shuffle" hint="locked sliders stay" onClick={() => explore.shuffle(design)}>
          <Shuffle />
        </IconButton>
      ) : null}
      <ExploreMenu
        design={design}
        sketch={sketch}
        mayChange={mayChange}
        mayAdd={mayAdd}
        maySketch={maySketch}
        mayTransfer={mayTransfer}
        withTools={narrow}
        explore={explore}
        onTool={onTool}
        onCopy={copy}
        onRecipe={() => setDialog(true)}
      />
      <RecipeDialog design={design} pack={pack} open={dialog} paste={paste} onOpenChange={setDialog} />
    </>
  );
}
