//! Merkle proofs, judged as the published vectors say.

use gune::ledger::log::{Hash, verify_consistency, verify_inclusion};
use serde::Deserialize;

use crate::decoded;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Inclusion {
    case: String,
    leaf_idx: u64,
    tree_size: u64,
    root: Option<String>,
    leaf_hash: Option<String>,
    proof: Vec<String>,
    want_err: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Consistency {
    case: String,
    size1: u64,
    size2: u64,
    root1: Option<String>,
    root2: Option<String>,
    proof: Vec<String>,
    want_err: bool,
}

/// The hash that a probe gives. Some give a few words in place of a root: these are filled up to a hash. An empty one
/// is no hash at all, as our types cannot hold it.
fn probe_hash(text: Option<&String>) -> Option<Hash> {
    let mut bytes = decoded(text?);
    if bytes.is_empty() {
        return None;
    }
    bytes.resize(32, 0);
    bytes.try_into().ok()
}

fn probe_proof(proof: &[String]) -> Option<Vec<Hash>> {
    proof.iter().map(|hash| decoded(hash).try_into().ok()).collect()
}

#[test]
fn inclusion_proofs_are_judged_as_published() {
    let probes: Vec<Inclusion> = serde_json::from_str(include_str!("../vectors/merkle_inclusion.json")).unwrap();
    assert_eq!(probes.len(), 98);
    for probe in probes {
        let verdict = (|| {
            let leaf = probe_hash(probe.leaf_hash.as_ref())?;
            let root = probe_hash(probe.root.as_ref())?;
            let proof = probe_proof(&probe.proof)?;
            verify_inclusion(&leaf, probe.leaf_idx, probe.tree_size, &proof, &root).ok()
        })();
        assert_eq!(verdict.is_none(), probe.want_err, "{}", probe.case);
    }
}

#[test]
fn consistency_proofs_are_judged_as_published() {
    // C2SP tlog-witness proves growth from nothing by nothing; transparency-dev/merkle calls that meaningless.
    let from_nothing = "additional/size1-is-zero-and-size2-is-not-zero";
    let probes: Vec<Consistency> = serde_json::from_str(include_str!("../vectors/merkle_consistency.json")).unwrap();
    assert_eq!(probes.len(), 98);
    for probe in probes {
        let verdict = (|| {
            let old_root = probe_hash(probe.root1.as_ref())?;
            let new_root = probe_hash(probe.root2.as_ref())?;
            let proof = probe_proof(&probe.proof)?;
            verify_consistency(probe.size1, probe.size2, &proof, &old_root, &new_root).ok()
        })();
        let refused = probe.want_err && probe.case != from_nothing;
        assert_eq!(verdict.is_none(), refused, "{}", probe.case);
    }
}
