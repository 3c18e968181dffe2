//! 老年节: the ninth day of the ninth month of the Chinese calendar (农历九月初九), year by year.
//!
//! The calendar follows the moon and sun over 120°E (GB/T 33661-2017), so a table is shorter and
//! surer than a computation. The dates are those of three independent implementations, compared in
//! November 2026: lunardate 0.2, lunar_python 1.4 and LunarCalendar 0.0.9. Years outside have none.

use super::ObservanceDays;

/// Dates from the first year of the statute (老年人权益保障法, in force since 2013-07-01) to 2050.
#[rustfmt::skip]
pub(super) const DOUBLE_NINTH: &[(i16, ObservanceDays)] = &[
    on(2013, 10, 13), on(2014, 10, 2), on(2015, 10, 21), on(2016, 10, 9), on(2017, 10, 28),
    on(2018, 10, 17), on(2019, 10, 7), on(2020, 10, 25), on(2021, 10, 14), on(2022, 10, 4),
    on(2023, 10, 23), on(2024, 10, 11), on(2025, 10, 29), on(2026, 10, 18), on(2027, 10, 8),
    on(2028, 10, 26), on(2029, 10, 16), on(2030, 10, 5), on(2031, 10, 24), on(2032, 10, 12),
    on(2033, 10, 1), on(2034, 10, 20), on(2035, 10, 9), on(2036, 10, 27), on(2037, 10, 17),
    on(2038, 10, 7), on(2039, 10, 26), on(2040, 10, 14), on(2041, 10, 3), on(2042, 10, 22),
    on(2043, 10, 11), on(2044, 10, 29), on(2045, 10, 18), on(2046, 10, 8), on(2047, 10, 27),
    on(2048, 10, 16), on(2049, 10, 5), on(2050, 10, 24),
];

const fn on(year: i16, month: i8, day: i8) -> (i16, ObservanceDays) {
    (year, ObservanceDays::Day(month, day))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::*;

    fn days() -> Vec<Date> {
        DOUBLE_NINTH
            .iter()
            .filter_map(|(year, days)| days.in_year(*year))
            .map(|(day, _)| day)
            .collect()
    }

    #[test]
    fn known_dates_are_in_the_table() {
        for known in [
            date(2013, 10, 13),
            date(2020, 10, 25),
            date(2025, 10, 29),
            date(2026, 10, 18),
            date(2027, 10, 8),
            date(2028, 10, 26),
            date(2033, 10, 1),
        ] {
            assert!(days().contains(&known), "{known}");
        }
    }

    #[test]
    fn the_ninth_day_follows_a_new_moon_by_eight_days() {
        const LUNATION: f64 = 29.530_588_853;
        // The mean new moon of 2000-01-06, 22:20 in Beijing; the true one is within 0.6 days of it.
        let (new_moon, time) = (date(2000, 1, 6), 0.93);
        let years = days();
        assert_eq!(years.len(), 2050 - 2013 + 1);
        for day in &years {
            let since = f64::from((*day - new_moon).get_days()) - 8.0 - time;
            let off = since - (since / LUNATION).round() * LUNATION;
            assert!((-1.6..0.6).contains(&off), "{day} is {off} days off");
        }
        for two in years.windows(2) {
            let apart = (two[1] - two[0]).get_days();
            assert!(matches!(apart, 353..=355 | 383..=385), "{two:?}: {apart}");
        }
    }
}
