//! Part of a file that a `Range` header requests (RFC 9110, section 14): a pure function of header and length.

use http_range_header::{RangeUnsatisfiableError, parse_range_header};

/// The part of a file that is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RangeSelection {
    /// All of it.
    Whole,
    /// The bytes from the first to the last, both included.
    Part {
        /// The first.
        first: u64,
        /// The last.
        last: u64,
    },
    /// Bytes that the file does not have.
    Unsatisfiable,
}

/// The part that a `Range` means of a file.
///
/// A server may ignore the header (section 14.2), and does when it is malformed, of another unit, or of several ranges:
/// players ask for one, and parts that overlap would make the answer longer than the file.
pub(super) fn select(range: Option<&str>, length: u64) -> RangeSelection {
    let Some(Ok(parsed)) = range.map(str::trim).map(parse_range_header) else {
        return RangeSelection::Whole;
    };
    match parsed.validate(length).as_deref() {
        Ok([one]) if parsed.len() == 1 => RangeSelection::Part {
            first: *one.start(),
            last: *one.end(),
        },
        Err(RangeUnsatisfiableError::Unsatisfiable) => RangeSelection::Unsatisfiable,
        _ => RangeSelection::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(first: u64, last: u64) -> RangeSelection {
        RangeSelection::Part { first, last }
    }

    #[test]
    fn one_range_of_bytes_is_understood() {
        let select = |range| select(Some(range), 10);
        assert_eq!(select("bytes=0-3"), part(0, 3));
        assert_eq!(select("bytes=0-0"), part(0, 0));
        assert_eq!(select("bytes=4-"), part(4, 9));
        assert_eq!(select("bytes=-3"), part(7, 9));
        assert_eq!(select("bytes=-30"), part(0, 9));
        assert_eq!(select("bytes=8-99"), part(8, 9));
        assert_eq!(select("bytes=9-99999999999999999999999"), part(9, 9));
        assert_eq!(select("Bytes=1-1"), part(1, 1));
        for beyond in [
            "bytes=10-",
            "bytes=10-20",
            "bytes=-0",
            "bytes=18446744073709551615-",
            "bytes=10-,20-",
        ] {
            assert_eq!(select(beyond), RangeSelection::Unsatisfiable, "{beyond}");
        }
    }

    #[test]
    fn what_is_no_single_range_is_passed_over() {
        let bomb = format!("bytes={}", vec!["0-"; 5000].join(","));
        let many = format!(
            "bytes={}",
            (0..60)
                .map(|at| format!("{at}-{at}"))
                .collect::<Vec<_>>()
                .join(",")
        );
        for other in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=0-1,3-4",
            "bytes=5-2",
            "lines=0-1",
            "bytes=a-b",
            "bytes=0--1",
            "bytes=+0-1",
            "bytes=0-1;",
            "bytes=0-1 2",
            "字节=0-1",
            &bomb,
            &many,
        ] {
            assert_eq!(select(Some(other), 10), RangeSelection::Whole, "{other}");
        }
        assert_eq!(select(None, 10), RangeSelection::Whole);
    }

    #[test]
    fn an_empty_file_has_no_part() {
        assert_eq!(select(Some("bytes=0-"), 0), RangeSelection::Unsatisfiable);
        assert_eq!(select(Some("bytes=-5"), 0), RangeSelection::Whole);
    }

    proptest! {
        #[test]
        fn a_part_lies_in_the_file(range in "(bytes=)?[0-9, -]{0,24}", length in 0_u64..40) {
            if let RangeSelection::Part { first, last } = select(Some(&range), length) {
                prop_assert!(first <= last && last < length, "{range} of {length}");
            }
        }

        #[test]
        fn one_written_range_is_that_part(first in 0_u64..50, more in 0_u64..50, length in 1_u64..60) {
            let found = select(Some(&format!("bytes={first}-{}", first + more)), length);
            let wanted = if first < length { part(first, (first + more).min(length - 1)) } else { RangeSelection::Unsatisfiable };
            prop_assert_eq!(found, wanted);
        }
    }
}
