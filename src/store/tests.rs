//! The file keeps what it is given, takes no gap and no change, and can be copied while it is written.

use super::*;

fn row(at: u64, key: u8, number: u64, bytes: &[u8]) -> Row {
    Row {
        at: crate::ledger::Moment::from_seconds(at).unwrap(),
        kind: "payment",
        signed: Some((crate::ledger::Pubkey::from_bytes([key; 32]), number)),
        bytes: bytes.to_vec(),
        membership: Vec::new(),
        opened: Vec::new(),
        dividend: None,
        erasure: None,
    }
}

fn block(previous_size: u64, rows: Vec<Row>) -> Batch {
    let size = previous_size + rows.len() as u64;
    let block = Block {
        previous_size,
        previous_root: [1; 32],
        rows,
        size,
        root: [2; 32],
        checkpoint: format!("size {size}"),
        check: [0; 6],
    };
    Batch { block: Some(block), beside: Vec::new() }
}

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("gune.db")).unwrap();
    (folder, store)
}

#[test]
fn what_is_appended_is_read_back_after_the_file_was_opened_again() {
    let (folder, mut store) = store();
    store.append(&block(0, vec![row(5, 1, 1, b"one"), row(6, 1, 2, b"two")])).unwrap();
    drop(store);
    let store = Store::open(&folder.path().join("gune.db")).unwrap();
    let reader = store.reader();
    assert_eq!(reader.size().unwrap(), 2);
    assert_eq!(reader.entry(1).unwrap().as_deref(), Some(b"two".as_slice()));
    assert_eq!(reader.last_block().unwrap().unwrap().checkpoint, "size 2");
    assert_eq!(reader.complaint().unwrap(), None);
}

#[test]
fn the_log_takes_no_gap_no_change_and_no_deletion() {
    let (_folder, mut store) = store();
    store.append(&block(0, vec![row(5, 1, 1, b"one")])).unwrap();
    assert!(store.append(&block(2, vec![row(5, 1, 2, b"gap")])).is_err());
    assert!(store.append(&block(0, vec![row(5, 1, 2, b"again")])).is_err());
    for forbidden in [
        "update entry set at = 7",
        "delete from entry",
        "replace into entry (idx, at, kind, bytes) values (0, 1, 'payment', x'00')",
        "update block set root = zeroblob(32)",
        "delete from block",
        "replace into block (size, previous_size, previous_root, root, checkpoint) values (1, 0, zeroblob(32), zeroblob(32), '')",
    ] {
        assert!(store.connection.execute_batch(forbidden).is_err(), "{forbidden}");
    }
    assert_eq!(store.reader().entries(0, 10).unwrap().len(), 1);
}

#[test]
fn another_programs_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch("create table theirs (a)").unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::NotABook(_))));
    assert!(matches!(Readers::open(&path), Err(StoreError::NotABook(_))));
}

#[test]
fn a_backup_is_a_whole_book() {
    let (folder, mut store) = store();
    store.append(&block(0, vec![row(5, 1, 1, b"one")])).unwrap();
    let copy = folder.path().join("copy.db");
    store.readers().backup(&copy).unwrap();
    assert!(store.readers().backup(&copy).is_err(), "a backup never overwrites");
    assert_eq!(Readers::open(&copy).unwrap().read(|reader| reader.size()).unwrap(), 1);
}
