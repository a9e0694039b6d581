//! Published logs, built again from their entries: the same heads, the same tiles.

use gune::ledger::log::{
    Checkpoint, Frontier, Note, TileKind, TilePath, Tree, VerifierKey, decode_bundle, encode_bundle, leaf_hash,
};
use serde::Deserialize;
use serde_json::Value;

use crate::{decoded, parse_and_print};

#[derive(Deserialize)]
struct Tiles {
    tessera: Value,
    tessera_checkpoints: Vec<String>,
    tessera_tiles: Vec<Tile>,
    sunlight: Value,
    sunlight_tiles: Vec<Tile>,
}

#[derive(Deserialize)]
struct Tile {
    path: String,
    base64: String,
}

fn tiles() -> Tiles {
    serde_json::from_str(include_str!("../vectors/tiles.json")).unwrap()
}

#[test]
fn a_small_published_log_is_built_again_from_its_entries() {
    let tiles = tiles();
    let log: VerifierKey = parse_and_print(tiles.tessera["vkey"].as_str().unwrap());
    let whole = tiles.tessera_tiles.iter().find(|tile| tile.path == "tile/entries/000.p/15").unwrap();
    let bundle = decoded(&whole.base64);
    let entries = decode_bundle(&bundle).unwrap();
    assert_eq!(entries.len(), 15);

    let (mut tree, mut frontier) = (Tree::new(), Frontier::new());
    for size in 0_u64.. {
        let signed = tiles.tessera_checkpoints[usize::try_from(size).unwrap()].as_bytes();
        let checkpoint = Checkpoint::open(signed, &log).unwrap();
        assert_eq!((checkpoint.size(), *checkpoint.root()), (size, tree.root()));
        assert_eq!(frontier.root(), tree.root());
        let Some(entry) = entries.get(usize::try_from(size).unwrap()) else {
            break;
        };
        tree.append(leaf_hash(entry));
        frontier.append(leaf_hash(entry));
    }
    assert_eq!(tree.size(), 15);

    for tile in &tiles.tessera_tiles {
        let path: TilePath = parse_and_print(&tile.path);
        let expected = decoded(&tile.base64);
        match path.kind() {
            TileKind::Hashes(level) => {
                let hashes = tree.tile(level, path.index(), path.width()).unwrap();
                assert_eq!(hashes.as_flattened(), expected, "{}", tile.path);
            }
            TileKind::Entries => {
                let bundle = encode_bundle(&entries[..usize::from(path.width())]).unwrap();
                assert_eq!(bundle, expected, "{}", tile.path);
            }
        }
    }
}

#[test]
fn a_published_log_of_two_levels_of_tiles_is_built_again_from_its_leaves() {
    let tiles = tiles();
    let log: VerifierKey = parse_and_print(tiles.sunlight["vkey"].as_str().unwrap());
    // Only its mirror has signed this copy, so the note is opened and the body read apart.
    let note = Note::parse(tiles.sunlight["checkpoint"].as_str().unwrap().as_bytes()).unwrap();
    note.verify(&[log]).unwrap();
    let checkpoint: Checkpoint = note.text().parse().unwrap();

    let mut tree = Tree::new();
    for path in ["tile/0/000", "tile/0/001.p/44"] {
        let tile = tiles.sunlight_tiles.iter().find(|tile| tile.path == path).unwrap();
        for leaf in decoded(&tile.base64).chunks_exact(32) {
            tree.append(leaf.try_into().unwrap());
        }
    }
    assert_eq!((tree.size(), tree.root()), (checkpoint.size(), *checkpoint.root()));
    for tile in &tiles.sunlight_tiles {
        let path: TilePath = parse_and_print(&tile.path);
        let TileKind::Hashes(level) = path.kind() else {
            panic!("{} is not a tile of hashes", tile.path);
        };
        let hashes = tree.tile(level, path.index(), path.width()).unwrap();
        assert_eq!(hashes.as_flattened(), decoded(&tile.base64), "{}", tile.path);
    }
    assert_eq!(tree.tile(1, 0, 2), None);
    assert_eq!(tree.tile(0, 1, 45), None);
    assert_eq!(tree.tile(0, u64::MAX, 1), None);
    assert_eq!(tree.tile(255, 0, 1), None);
    assert_eq!(tree.tile(0, 0, 0), None);
    assert_eq!(tree.tile(0, 0, 257), None);
}
