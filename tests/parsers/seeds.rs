//! What is damaged: the corpus, and the published vectors.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// A case of the corpus.
pub struct Case {
    pub name: String,
    pub good: bool,
    pub bytes: Vec<u8>,
}

/// The cases of a format, in the order of their names.
pub fn corpus(format: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/corpus").join(format);
    let mut cases: Vec<Case> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let good = name.starts_with("good-");
            assert!(good || name.starts_with("bad-"), "{name}: neither good nor bad");
            Case { good, bytes: fs::read(&path).unwrap(), name }
        })
        .collect();
    cases.sort_by(|one, two| one.name.cmp(&two.name));
    cases
}

/// All that there is to damage of a format.
pub fn seeds(format: &str) -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = corpus(format).into_iter().map(|case| case.bytes).collect();
    let vectors = |name: &str| -> Value {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/vectors/{name}.json"));
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    let texts = |list: &Value, field: &str| -> Vec<Vec<u8>> {
        let texts = list
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|case| if field.is_empty() { case.as_str() } else { case[field].as_str() });
        texts.map(|text| text.as_bytes().to_vec()).collect()
    };
    let decoded = |list: &Value, wanted: &str| -> Vec<Vec<u8>> {
        let tiles = list.as_array().unwrap().iter().filter(|tile| tile["path"].as_str().unwrap().contains(wanted));
        tiles.map(|tile| STANDARD.decode(tile["base64"].as_str().unwrap()).unwrap()).collect()
    };
    match format {
        "amount" => seeds.extend(texts(&vectors("amounts")["good"], "text")),
        "document" => {
            seeds.extend(texts(&vectors("documents")["documents"], "document"));
            seeds.extend(texts(&vectors("documents")["refused"], "document"));
        }
        "entry" => seeds.extend(texts(&vectors("receipts")["entries"], "")),
        "key" => seeds.extend(texts(&vectors("documents")["documents"], "public_key")),
        "identifier" => seeds.extend(texts(&vectors("documents")["documents"], "identifier")),
        "signature" => seeds.extend(texts(&vectors("documents")["documents"], "signature")),
        "commitment" => seeds.extend(texts(&vectors("documents")["commitments"], "commitment")),
        "note" => {
            seeds.extend(texts(&vectors("notes")["valid"], "note"));
            seeds.extend(texts(&vectors("receipts")["checkpoints"], ""));
            seeds.push(vectors("notes")["cosigned"]["note"].as_str().unwrap().into());
        }
        "checkpoint" => seeds.extend(texts(&vectors("notes")["checkpoints_good"], "")),
        "add-checkpoint" => {
            seeds.extend(texts(&vectors("notes")["add_checkpoint_requests"], "body"));
            seeds.extend(texts(&vectors("receipts")["consistency"], "text"));
        }
        "receipt" => seeds.extend(texts(&vectors("receipts")["receipts"], "text")),
        "verifier-key" => seeds.extend(texts(&vectors("notes")["valid"][0]["vkeys"], "")),
        "tile-path" => seeds.extend(texts(&vectors("tiles")["tessera_tiles"], "path")),
        "bundle" => seeds.extend(decoded(&vectors("tiles")["tessera_tiles"], "entries")),
        _ => {}
    }
    seeds
}
