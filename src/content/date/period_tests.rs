//! All forms of periods against readings made from known parts.

use jiff::civil::Date;
use proptest::prelude::*;

use super::parse_span;
use super::tests::{DAYS, span, zone};

const DASHES: [&str; 16] = [
    "-", "–", "—", "――", "——", "－", "−", "‐", "─", "--", "~", "～", "〜", "至", "到", " - ",
];

#[test]
fn all_periods_of_hours_are_read() {
    // Both times as written, and as they are.
    let times = [
        ("9:00", "11:30", "09:00", "11:30"),
        ("9：00", "11：30", "09:00", "11:30"),
        ("09:00", "17:00", "09:00", "17:00"),
        ("9时", "11时30分", "09:00", "11:30"),
        ("9点", "11点半", "09:00", "11:30"),
        ("上午9:00", "11:30", "09:00", "11:30"),
        ("上午9点", "12点", "09:00", "12:00"),
        ("上午9:00", "下午4:30", "09:00", "16:30"),
        ("上午9:00", "14:00", "09:00", "14:00"),
        ("中午11:30", "12:30", "11:30", "12:30"),
        ("中午12:00", "1:30", "12:00", "13:30"),
        ("下午2:00", "4:30", "14:00", "16:30"),
        ("下午2点半", "5点", "14:30", "17:00"),
        ("下午2:00", "16:00", "14:00", "16:00"),
        ("下午5点", "晚上9点", "17:00", "21:00"),
        ("傍晚6:00", "8:00", "18:00", "20:00"),
        ("晚上7:00", "9:00", "19:00", "21:00"),
        ("晚7点", "9点半", "19:00", "21:30"),
        ("凌晨1点", "3点", "01:00", "03:00"),
        ("早上8点", "10点", "08:00", "10:00"),
        ("1:00", "3:00 PM", "13:00", "15:00"),
        ("12:00", "1:00 PM", "12:00", "13:00"),
        ("11:00", "1:00 PM", "11:00", "13:00"),
        ("9:00", "11:30 AM", "09:00", "11:30"),
        ("9:00 AM", "4:00 PM", "09:00", "16:00"),
        ("9:00:00", "11:30:00", "09:00", "11:30"),
    ];
    for (day, _) in DAYS {
        for dash in DASHES {
            for (first, second, start, end) in times {
                let text = format!("{day} {first}{dash}{second}");
                let meant = format!("2026-12-04T{start}:00 … 2026-12-04T{end}:00");
                assert_eq!(span(&text), meant, "{text}");
            }
            let night = format!("{day} 晚上10点{dash}12点");
            assert_eq!(
                span(&night),
                "2026-12-04T22:00:00 … 2026-12-05T00:00:00",
                "{night}"
            );
            let over = format!("{day} 晚上10点{dash}次日凌晨2点");
            assert_eq!(
                span(&over),
                "2026-12-04T22:00:00 … 2026-12-05T02:00:00",
                "{over}"
            );
            let whole = format!("{day} 9:00{dash}2026-12-06 11:30");
            assert_eq!(
                span(&whole),
                "2026-12-04T09:00:00 … 2026-12-06T11:30:00",
                "{whole}"
            );
        }
    }
}

#[test]
fn all_periods_of_days_are_read_or_asked() {
    for (day, separator) in DAYS {
        for dash in DASHES {
            let same = format!("{day}{dash}2026-12-06");
            assert_eq!(span(&same), "2026-12-04 … 2026-12-06", "{same}");
            let over = format!("{day}{dash}2027年1月2日");
            assert_eq!(span(&over), "2026-12-04 … 2027-01-02", "{over}");
            let seconds: &[&str] = match separator {
                "年" => &["6日", "6号", "六日", "12月6日", "12月6日（星期日）", "6"],
                "." => &["12.6", "6"],
                "/" => &["12/6", "6"],
                _ => &["6", "06"],
            };
            for second in seconds {
                let text = format!("{day}{dash}{second}");
                let is_doubtful = dash.starts_with(separator);
                if is_doubtful {
                    assert!(
                        span(&text).starts_with("看不懂什么时候结束"),
                        "{text}: {}",
                        span(&text)
                    );
                } else {
                    assert_eq!(span(&text), "2026-12-04 … 2026-12-06", "{text}");
                }
            }
        }
    }
}

#[test]
fn a_period_is_no_offset_and_an_offset_no_period() {
    for (text, meant) in [
        ("2026-11-01T01:30:00Z", "2026-11-01T09:30:00"),
        ("2026-11-01T09:30:00.250+08:00", "2026-11-01T09:30:00"),
        ("2026-11-01T09:30+08:00", "2026-11-01T09:30:00"),
        ("2026-11-01 09:30 +08:00", "2026-11-01T09:30:00"),
        ("2026-10-31 18:30:00 -0700", "2026-11-01T09:30:00"),
        ("2026-10-31T18:30:00-07:00", "2026-11-01T09:30:00"),
        (
            "2026-12-04T09:00-11:00",
            "2026-12-04T09:00:00 … 2026-12-04T11:00:00",
        ),
        (
            "2026-12-04T09:00:00-11:30",
            "2026-12-04T09:00:00 … 2026-12-04T11:30:00",
        ),
        (
            "2026-12-04 9:00 -11:30",
            "2026-12-04T09:00:00 … 2026-12-04T11:30:00",
        ),
        (
            "2026-12-04 09:00:00-11:00:00",
            "2026-12-04T09:00:00 … 2026-12-04T11:00:00",
        ),
        (
            "2026-12-04 09:00 +08:00 至 2026-12-04 11:00 +08:00",
            "2026-12-04T09:00:00 … 2026-12-04T11:00:00",
        ),
    ] {
        assert_eq!(span(text), meant, "{text}");
    }
}

#[test]
fn a_period_that_cannot_be_is_told() {
    let told = [
        "2026-12-04 11:30-9:00",
        "2026-12-04 晚上10点-2点",
        "2026-12-04 上午9:00-2:00",
        "2026年12月30日至1月2日",
        "2026-12-06 至 2026-12-04",
        "2026-12-04-06",
        "2026年12月4日至6日 9:00-11:30",
        "2026年12月4日至6日 9:00",
        "2026-12-04 至 11:30",
        "2026-12-04 9:00-",
        "2026-12-04 9:00-11",
        "2026-12-04 9:00-25:00",
        "2026-12-04 至 31",
        "2026-12-04 至 32",
    ]
    .map(|written| format!("{written}：{}", span(written)));
    insta::assert_snapshot!(told.join("\n"));
}

proptest! {
    #[test]
    fn a_period_is_its_two_ends(day in 1i8..=27, days in 0i8..=1, from in 0i8..12, to in 12i8..=23, dash in 0..DASHES.len()) {
        let first = Date::constant(2026, 12, day);
        let second = Date::constant(2026, 12, day + days);
        let dash = DASHES[dash];
        let read = parse_span(&format!("{first} {from}:05{dash}{second} {to}:40"), &zone())
            .map_err(|fault| TestCaseError::fail(fault.message.zh))?;
        prop_assert_eq!(read.start.civil, first.at(from, 5, 0, 0));
        prop_assert_eq!(read.end.map(|end| end.civil), Some(second.at(to, 40, 0, 0)));
    }
}
