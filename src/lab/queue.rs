//! What is to happen and when. Equal moments are served in the order of scheduling, so a run has one order only.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::clock::Time;
use crate::event::Event;

#[derive(Clone, Debug)]
struct Entry {
    at: Time,
    sequence: u64,
    event: Event,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        (self.at, self.sequence) == (other.at, other.sequence)
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.sequence).cmp(&(other.at, other.sequence))
    }
}

/// Events ordered by (time, sequence).
#[derive(Clone, Debug, Default)]
pub struct Queue {
    heap: BinaryHeap<Reverse<Entry>>,
    next_sequence: u64,
}

impl Queue {
    /// Adds an event that happens at `at`.
    pub fn push(&mut self, at: Time, event: Event) {
        let sequence = self.next_sequence;
        self.next_sequence += 1;
        self.heap.push(Reverse(Entry {
            at,
            sequence,
            event,
        }));
    }

    /// Takes the next event if it happens at `now` or before.
    pub fn pop_until(&mut self, now: Time) -> Option<(Time, Event)> {
        if self.next_at()? > now {
            return None;
        }
        self.heap
            .pop()
            .map(|Reverse(entry)| (entry.at, entry.event))
    }

    /// When the next event happens.
    pub fn next_at(&self) -> Option<Time> {
        self.heap.peek().map(|Reverse(entry)| entry.at)
    }

    /// Whether nothing is going to happen by itself.
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::PoolId;

    #[test]
    fn equal_moments_keep_the_order_of_scheduling() {
        let mut queue = Queue::default();
        let event = |number| Event::SyncTick {
            pool: PoolId(number),
        };
        queue.push(Time::from_ms(5), event(1));
        queue.push(Time::from_ms(3), event(2));
        queue.push(Time::from_ms(5), event(3));
        let mut order = Vec::new();
        while let Some((_, next)) = queue.pop_until(Time::from_ms(5)) {
            order.push(next);
        }
        assert_eq!(order, [event(2), event(1), event(3)]);
        queue.push(Time::from_ms(9), event(4));
        assert_eq!(queue.pop_until(Time::from_ms(8)), None);
    }
}
