//! Pictures go with the last listing that shows them, or after a day if none ever did.

use super::*;

/// A listing of this person's with this picture.
fn with_picture(number: u64, photo: DocumentId) -> Beside {
    let document = format!("gune/1 listing\ntitle: Pain\nphoto: {photo}\nsignature: x\n");
    let id = DocumentId::of(format!("{number} {photo}").as_bytes());
    let (account, at, words) = (person(number), Moment::from_seconds(1).unwrap(), String::new());
    Beside::Listing(Box::new(NewListing { id, account, at, document, words, sort: "offer", category: "food", stock: 1 }))
}

#[test]
fn a_picture_goes_with_its_last_owner() {
    let mut crowd = Crowd::new();
    let (own, shared) = (DocumentId::of(b"own"), DocumentId::of(b"shared"));
    let at = Moment::from_seconds(1).unwrap();
    let beside = vec![
        Beside::Photo(own, at, b"own jpeg".to_vec()),
        Beside::Photo(shared, at, b"shared jpeg".to_vec()),
        with_picture(1, own),
        with_picture(1, shared),
        with_picture(2, shared),
    ];
    crowd.store.append(&Batch { block: None, beside }).unwrap();
    crowd.erase(1);
    let reader = crowd.store.reader();
    assert_eq!((reader.photo(&own).unwrap(), reader.photo(&shared).unwrap()), (None, Some(b"shared jpeg".to_vec())));
    let row = reader.listing(&DocumentId::of(format!("1 {own}").as_bytes())).unwrap().unwrap();
    assert_eq!((row.document, row.stock, row.closed_at.is_some()), (None, 0, true));
    crowd.erase(2);
    assert_eq!(crowd.store.reader().photo(&shared).unwrap(), None);
}

#[test]
fn a_picture_that_nobody_lists_goes_after_a_day_and_no_byte_of_it_stays() {
    let mut crowd = Crowd::new();
    let at = |seconds| Moment::from_seconds(seconds).unwrap();
    let day = PICTURE_WAIT_SECONDS;
    let [listed, left, again, late] = ["listed", "left", "sent again", "late"].map(|name| DocumentId::of(name.as_bytes()));
    let jpeg = |name: &str| format!("jpeg-of-{name}-").repeat(4_000).into_bytes();
    let mut beside = vec![Beside::Photo(listed, at(1), jpeg("listed")), with_picture(1, listed)];
    beside.extend(
        [(left, 1, "left"), (again, 1, "again"), (late, 2, "late")]
            .map(|(id, sent, name)| Beside::Photo(id, at(sent), jpeg(name))),
    );
    beside.extend([Beside::Photo(again, at(day), jpeg("again")), Beside::Unlisted(at(day + 1))]);
    crowd.store.append(&Batch { block: None, beside }).unwrap();
    let there = |crowd: &Crowd| [listed, left, again, late].map(|id| crowd.store.reader().photo(&id).unwrap().is_some());
    assert_eq!(there(&crowd), [true; 4], "a day is not over before it is");
    assert!(!crowd.store.owes_scrubbing(false).unwrap());

    crowd.store.append(&Batch { block: None, beside: vec![Beside::Unlisted(at(day + 2))] }).unwrap();
    assert_eq!(there(&crowd), [true, false, true, true], "the one that was sent again waits anew");
    assert!(crowd.store.owes_scrubbing(false).unwrap() && crowd.store.scrub(false).unwrap());
    let bytes: Vec<u8> = ["gune.db", "gune.db-wal"]
        .iter()
        .flat_map(|name| std::fs::read(crowd.folder.path().join(name)).unwrap_or_default())
        .collect();
    let stands = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    assert!(stands(b"jpeg-of-listed-") && !stands(b"jpeg-of-left-"));
}
