//! Work on the pieces of a book, several at a time, and its results taken up in the order of the book.

use std::collections::{BTreeMap, VecDeque};
use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{available_parallelism, scope};

/// As many threads as there are cores.
pub fn all_cores() -> NonZeroUsize {
    available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Does `work` on each piece that `next` gives, on so many threads, the caller's among them; `take` gets what came of
/// it, in the order of `next`. `next` and `take` run on the caller's thread, which works as well while it waits. One of
/// the others does `beside` first; if there are none, the caller does it at the end.
///
/// Never more than `threads` + 1 pieces, or what came of them, are there at a time (one, on one thread): with pieces of
/// a bounded size, so is the memory.
///
/// # Errors
/// The first error of `take`: nothing is taken after it.
pub fn in_order<T: Send, R: Send, B, E>(
    threads: NonZeroUsize,
    beside: impl FnOnce() -> B + Send,
    mut next: impl FnMut() -> Option<T>,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let others = threads.get() - 1;
    let ahead = if others == 0 { 1 } else { threads.get() + 1 };
    let desk = Desk::new();
    scope(|scope| {
        // However this ends, nobody waits for more.
        let _closing = Closing(&desk);
        let mut beside = Some(beside);
        for _ in 0..others {
            let beside = beside.take();
            scope.spawn(|| {
                beside.map(|beside| beside());
                desk.serve(&work);
            });
        }
        let (mut given, mut taken, mut ended) = (0, 0, false);
        loop {
            while !ended && given - taken < ahead {
                match next() {
                    Some(piece) => {
                        desk.put(given, piece);
                        given += 1;
                    }
                    None => ended = true,
                }
            }
            if taken == given {
                beside.map(|beside| beside());
                return Ok(());
            }
            take(desk.result(taken, &work))?;
            taken += 1;
        }
    })
}

/// Where pieces wait for somebody, and results for their turn.
struct Desk<T, R> {
    state: Mutex<State<T, R>>,
    changed: Condvar,
}

struct State<T, R> {
    waiting: VecDeque<(usize, T)>,
    done: BTreeMap<usize, R>,
    closed: bool,
}

impl<T, R> Desk<T, R> {
    fn new() -> Desk<T, R> {
        let state = State { waiting: VecDeque::new(), done: BTreeMap::new(), closed: false };
        Desk { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Nothing panics while it holds the lock: what is behind it is always whole.
    fn state(&self) -> MutexGuard<'_, State<T, R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State<T, R>>) -> MutexGuard<'a, State<T, R>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, place: usize, piece: T) {
        self.state().waiting.push_back((place, piece));
        self.changed.notify_all();
    }

    fn deliver(&self, place: usize, result: R) {
        self.state().done.insert(place, result);
        self.changed.notify_all();
    }

    fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }

    /// Works until the desk is closed.
    fn serve(&self, work: impl Fn(T) -> R) {
        let closing = Closing(self);
        while let Some((place, piece)) = self.piece() {
            self.deliver(place, work(piece));
        }
        drop(closing);
    }

    fn piece(&self) -> Option<(usize, T)> {
        let mut state = self.state();
        loop {
            if state.closed {
                return None;
            }
            match state.waiting.pop_front() {
                Some(piece) => return Some(piece),
                None => state = self.wait(state),
            }
        }
    }

    /// The result at this place. Whoever waits for it does the oldest piece that nobody has begun.
    fn result(&self, place: usize, work: impl Fn(T) -> R) -> R {
        let mut state = self.state();
        loop {
            if let Some(result) = state.done.remove(&place) {
                return result;
            }
            if let Some((place, piece)) = state.waiting.pop_front() {
                drop(state);
                self.deliver(place, work(piece));
                state = self.state();
            } else {
                assert!(!state.closed, "a thread panicked at its work");
                state = self.wait(state);
            }
        }
    }
}

/// Closes the desk when dropped: at the end, after an error, and when somebody panics.
struct Closing<'a, T, R>(&'a Desk<T, R>);

impl<T, R> Drop for Closing<'_, T, R> {
    fn drop(&mut self) {
        self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn threads(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).unwrap()
    }

    #[test]
    fn results_come_in_order_and_never_too_many_are_there() {
        for count in [1, 2, 3, 8] {
            let (there, most, besides) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
            let (mut pieces, mut taken) = (0..200_u64, Vec::new());
            let next = || {
                let piece = pieces.next()?;
                most.fetch_max(there.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                Some(piece)
            };
            // The later the piece in its dozen, the sooner it is done.
            let work = |piece: u64| {
                (0..(12 - piece % 12) * 2_000).for_each(|turn| {
                    std::hint::black_box(turn);
                });
                piece * piece
            };
            let done = in_order(
                threads(count),
                || besides.fetch_add(1, Ordering::SeqCst),
                next,
                work,
                |square| {
                    there.fetch_sub(1, Ordering::SeqCst);
                    taken.push(square);
                    Ok::<(), ()>(())
                },
            );
            assert_eq!((done, besides.into_inner()), (Ok(()), 1));
            assert_eq!(taken, (0..200).map(|piece| piece * piece).collect::<Vec<u64>>());
            assert!(most.into_inner() <= if count == 1 { 1 } else { count + 1 });
        }
    }

    #[test]
    fn the_first_error_ends_it() {
        for count in [1, 4] {
            let (mut pieces, mut taken) = (0.., 0);
            let done = in_order(
                threads(count),
                || (),
                || pieces.next(),
                |piece: u64| piece,
                |piece| {
                    taken += 1;
                    if piece == 30 { Err(piece) } else { Ok(()) }
                },
            );
            assert_eq!((done, taken), (Err(30), 31));
        }
    }

    #[test]
    fn nobody_waits_for_somebody_who_panicked() {
        for count in [1, 2, 4] {
            let panicked = std::panic::catch_unwind(|| {
                let mut pieces = 0..100_u64;
                in_order(threads(count), || (), || pieces.next(), |piece| assert_ne!(piece, 50), |()| Ok::<(), ()>(()))
            });
            assert!(panicked.is_err());
        }
    }
}
