//! The hash tiles of a log that grows (C2SP tlog-tiles), in memory that does not grow with it.

use crate::ledger::log::tree::TILE_WIDTH;
use crate::ledger::log::{Frontier, Hash, TileKind, TilePath};

/// The tiles at the right edge, the leaves' level first.
#[derive(Clone, Debug, Default)]
pub struct HashTiles {
    levels: Vec<Level>,
}

#[derive(Clone, Debug, Default)]
struct Level {
    /// The place of the tile being filled.
    index: u64,
    hashes: Vec<Hash>,
}

impl HashTiles {
    /// Adds a leaf; the tiles that it completes.
    pub fn push(&mut self, leaf: Hash) -> Vec<(TilePath, Vec<Hash>)> {
        let mut complete = Vec::new();
        let mut carried = leaf;
        for number in 0_u8.. {
            if usize::from(number) == self.levels.len() {
                self.levels.push(Level::default());
            }
            let level = &mut self.levels[usize::from(number)];
            level.hashes.push(carried);
            if level.hashes.len() < usize::from(TILE_WIDTH) {
                break;
            }
            carried = root(&level.hashes);
            complete.extend(level.take(number));
        }
        complete
    }

    /// The tiles that are not complete at the end.
    pub fn partial(&mut self) -> Vec<(TilePath, Vec<Hash>)> {
        (0_u8..).zip(&mut self.levels).filter_map(|(number, level)| level.take(number)).collect()
    }
}

impl Level {
    /// The tile as it is, if there is any of it; the next one begins.
    fn take(&mut self, number: u8) -> Option<(TilePath, Vec<Hash>)> {
        let width = u16::try_from(self.hashes.len()).ok()?;
        let path = TilePath::new(TileKind::Hashes(number), self.index, width)?;
        self.index += 1;
        Some((path, std::mem::take(&mut self.hashes)))
    }
}

/// The root of the complete subtree over a full tile's hashes: the tile above holds it.
fn root(hashes: &[Hash]) -> Hash {
    let mut edge = Frontier::new();
    hashes.iter().for_each(|hash| edge.append(*hash));
    edge.root()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::log::{Tree, leaf_hash};

    #[test]
    fn the_edge_makes_the_tiles_of_the_whole_tree() {
        let (mut tree, mut edge, mut made) = (Tree::new(), HashTiles::default(), Vec::new());
        for number in 0..70_000_u32 {
            let leaf = leaf_hash(&number.to_be_bytes());
            tree.append(leaf);
            made.extend(edge.push(leaf));
        }
        made.extend(edge.partial());
        assert_eq!(made.len(), 274 + 2 + 1);
        for (path, hashes) in made {
            let TileKind::Hashes(level) = path.kind() else { panic!("only hashes are made") };
            assert_eq!(tree.tile(level, path.index(), path.width()), Some(hashes.as_slice()), "{path}");
        }
    }
}
