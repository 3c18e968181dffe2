//! All forms of dates against readings made from known parts.

use jiff::civil::Date;
use proptest::prelude::*;

use super::*;

pub(super) fn zone() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(8))
}

pub(super) fn when(moment: &Moment) -> String {
    if moment.has_time {
        moment.civil.to_string()
    } else {
        moment.date().to_string()
    }
}

fn read(text: &str) -> String {
    match parse_date(text, &zone()) {
        Ok(moment) => when(&moment),
        Err(fault) => format!("{}（{}）", fault.message.zh, fault.hint.zh),
    }
}

pub(super) fn span(text: &str) -> String {
    match parse_span(text, &zone()) {
        Ok(DateSpan { start, end: None }) => when(&start),
        Ok(DateSpan {
            start,
            end: Some(end),
        }) => format!("{} … {}", when(&start), when(&end)),
        Err(fault) => format!("{}（{}）", fault.message.zh, fault.hint.zh),
    }
}

pub(super) const DAYS: [(&str, &str); 17] = [
    ("2026-12-04", "-"),
    ("2026-12-4", "-"),
    ("2026/12/4", "/"),
    ("2026.12.4", "."),
    ("２０２６－１２－０４", "－"),
    ("２０２６．１２．４", "."),
    ("2026—12—04", "—"),
    ("2026年12月4日", "年"),
    ("2026年12月04号", "年"),
    ("2026年12月4", "年"),
    ("２０２６年１２月４日", "年"),
    ("2026 年 12 月 4 日", "年"),
    ("二〇二六年十二月四日", "年"),
    ("二○二六年十二月四日", "年"),
    ("二零二六年十二月四号", "年"),
    ("2026年12月4日（星期五）", "年"),
    ("2026-12-04 周五", "-"),
];

/// Ways to say a time, and the time: hours of parts of the day are listed, not computed.
const TIMES: [(&str, &str); 50] = [
    ("9:00", "09:00"),
    ("09:30", "09:30"),
    ("9：30", "09:30"),
    ("０９：３０", "09:30"),
    ("9时", "09:00"),
    ("9时30分", "09:30"),
    ("9点半", "09:30"),
    ("九点半", "09:30"),
    ("9点整", "09:00"),
    ("9点钟", "09:00"),
    ("9点一刻", "09:15"),
    ("9点三刻", "09:45"),
    ("十九时三十分", "19:30"),
    ("19:30:05", "19:30:05"),
    ("9:30 AM", "09:30"),
    ("9:30pm", "21:30"),
    ("9 PM", "21:00"),
    ("12:30 am", "00:30"),
    ("12:30 PM", "12:30"),
    ("凌晨12点", "00:00"),
    ("凌晨0点", "00:00"),
    ("凌晨12:30", "00:30"),
    ("凌晨1点", "01:00"),
    ("凌晨5:30", "05:30"),
    ("清晨6点", "06:00"),
    ("早上8点半", "08:30"),
    ("早8点", "08:00"),
    ("早晨7:15", "07:15"),
    ("上午9:00", "09:00"),
    ("上午 9 点", "09:00"),
    ("上午11:59", "11:59"),
    ("中午11点半", "11:30"),
    ("中午12点", "12:00"),
    ("中午12:30", "12:30"),
    ("中午1点", "13:00"),
    ("下午12:30", "12:30"),
    ("下午2点半", "14:30"),
    ("下午两点", "14:00"),
    ("下午二时", "14:00"),
    ("下午13点", "13:00"),
    ("下午14:30", "14:30"),
    ("傍晚6点", "18:00"),
    ("傍晚18:30", "18:30"),
    ("晚上7点", "19:00"),
    ("晚7:30", "19:30"),
    ("晚上11点半", "23:30"),
    ("晚上21:00", "21:00"),
    ("夜里10点", "22:00"),
    ("深夜11点", "23:00"),
    ("午夜11点", "23:00"),
];

#[test]
fn all_days_and_times_are_read() {
    for (day, _) in DAYS {
        assert_eq!(read(day), "2026-12-04", "{day}");
        for (time, meant) in TIMES {
            let seconds = if meant.len() == 5 { ":00" } else { "" };
            let meant = format!("2026-12-04T{meant}{seconds}");
            for gap in ["", " ", "　", "，"] {
                let needs_gap = |c: char| c.is_alphanumeric() && !"日号".contains(c);
                if gap.is_empty() && day.ends_with(needs_gap) {
                    continue;
                }
                assert_eq!(
                    read(&format!("{day}{gap}{time}")),
                    meant,
                    "{day}{gap}{time}"
                );
            }
        }
        assert_eq!(read(&format!("{day} 24:00")), "2026-12-05T00:00:00");
        assert_eq!(read(&format!("{day} 晚上12点")), "2026-12-05T00:00:00");
    }
}

/// Parts of the day, each with the hours that may follow it, and the hours of the day that they are.
const PARTS: [(&str, &[(u32, u32)]); 9] = [
    (
        "凌晨",
        &[
            (12, 0),
            (0, 0),
            (1, 1),
            (2, 2),
            (3, 3),
            (4, 4),
            (5, 5),
            (6, 6),
        ],
    ),
    (
        "早上",
        &[
            (4, 4),
            (5, 5),
            (6, 6),
            (7, 7),
            (8, 8),
            (9, 9),
            (10, 10),
            (11, 11),
        ],
    ),
    (
        "上午",
        &[(5, 5), (6, 6), (7, 7), (8, 8), (9, 9), (10, 10), (11, 11)],
    ),
    (
        "中午",
        &[(11, 11), (12, 12), (1, 13), (2, 14), (13, 13), (14, 14)],
    ),
    (
        "下午",
        &[
            (12, 12),
            (1, 13),
            (2, 14),
            (3, 15),
            (4, 16),
            (5, 17),
            (6, 18),
            (7, 19),
            (13, 13),
            (14, 14),
            (15, 15),
            (16, 16),
            (17, 17),
            (18, 18),
            (19, 19),
        ],
    ),
    (
        "傍晚",
        &[
            (4, 16),
            (5, 17),
            (6, 18),
            (7, 19),
            (8, 20),
            (16, 16),
            (17, 17),
            (18, 18),
            (19, 19),
            (20, 20),
        ],
    ),
    (
        "晚上",
        &[
            (5, 17),
            (6, 18),
            (7, 19),
            (8, 20),
            (9, 21),
            (10, 22),
            (11, 23),
            (12, 24),
            (17, 17),
            (18, 18),
            (19, 19),
            (20, 20),
            (21, 21),
            (22, 22),
            (23, 23),
            (24, 24),
        ],
    ),
    ("半夜", &[(10, 22), (11, 23), (22, 22), (23, 23)]),
    ("", &[]),
];

#[test]
fn every_hour_of_every_part_of_the_day_is_right_or_asked() {
    for (part, hours) in PARTS {
        for hour in 0..=24_u32 {
            let text = format!("2026-12-04 {part}{hour}点");
            let meant = if part.is_empty() {
                Some(hour)
            } else {
                hours.iter().find(|(said, _)| *said == hour).map(|it| it.1)
            };
            match (parse_date(&text, &zone()), meant) {
                (Ok(moment), Some(24)) => {
                    assert_eq!(when(&moment), "2026-12-05T00:00:00", "{text}");
                }
                (Ok(moment), Some(meant)) => {
                    assert_eq!(
                        when(&moment),
                        format!("2026-12-04T{meant:02}:00:00"),
                        "{text}"
                    );
                }
                (Err(fault), None) => {
                    assert!(fault.message.zh.contains("说不准"), "{text}: {fault:?}");
                    assert_eq!(offered(&fault).len(), 2, "{text}: {fault:?}");
                }
                (read, meant) => {
                    assert_eq!(read.is_ok(), meant.is_some(), "{text}: {read:?}, {meant:?}");
                }
            }
        }
    }
}

/// Returns the dates that a hint offers; each must be readable.
fn offered(fault: &DateFault) -> Vec<String> {
    let hint = &fault.hint.zh;
    let starts = hint.match_indices("20").filter(|(at, _)| {
        let year = &hint[*at..];
        year.bytes().take(4).all(|byte| byte.is_ascii_digit()) && year[4..].starts_with(['-', '年'])
    });
    let dates: Vec<String> = starts
        .map(|(at, _)| {
            hint[at..]
                .split(|c: char| !(c.is_ascii_digit() || "-: 年月日".contains(c)))
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned()
        })
        .collect();
    for date in &dates {
        assert!(parse_date(date, &zone()).is_ok(), "{hint}: {date}");
    }
    dates
}

#[test]
fn what_cannot_be_is_told() {
    let told = [
        "2026-02-30",
        "2026-13-01",
        "26-11-1",
        "26年11月1日",
        "11/1/2026",
        "2026年11月",
        "12月4日",
        "12-04",
        "十二月四日",
        "明天",
        "2026",
        "20261101",
        "2026-11-01 25:00",
        "2026-11-01 9:5",
        "2026-11-01 9.30",
        "2026-11-01 早",
        "2026-11-01 全天",
        "2026-04-31",
        "2026-11-00",
        "2026-12-04（星期四）",
        "2026-11-01 09:30 +99:00",
        "2026-12-31 晚上0点",
        "2026-12-31 晚上1点",
        "2026-12-31 晚上12:30",
        "2026-12-31 上午13点",
        "2026-12-31 上午12点",
        "2026-12-31 凌晨13点",
        "2026-12-04 9:00-11:30",
        "2026-12-04 至 12-06",
    ]
    .map(|written| format!("{written}：{}", read(written)));
    insta::assert_snapshot!(told.join("\n"));
}

/// Dates that a hint shows are right forms, so that the editor need only copy one.
#[test]
fn what_a_hint_shows_can_be_written() {
    for (day, _) in DAYS {
        for rest in [
            "晚上1点",
            "上午13点",
            "9:00-11:30",
            "至 2026-12-06",
            "11:30-9:00",
            "9.30",
            "早",
        ] {
            let fault = parse_date(&format!("{day} {rest}"), &zone()).err();
            let is_shown =
                |fault: &DateFault| !offered(fault).is_empty() || fault.hint.zh.contains("写反");
            assert!(fault.as_ref().is_some_and(is_shown), "{rest}: {fault:?}");
        }
    }
    for without in ["12月4日", "12-04", "12.4", "十二月四日"] {
        let offered = parse_date(without, &zone())
            .err()
            .map(|fault| offered(&fault));
        assert_eq!(offered, Some(vec!["2026年12月4日".to_owned()]), "{without}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_date_or_told(text in "[0-9〇二六十年月日号时点分半上下午晚凌晨至到:：./TZ+~—– -]{0,24}") {
        let _ = (read(&text), span(&text));
    }

    #[test]
    fn a_date_survives_every_way_to_write_it(year in 1000i16..=9990, month in 1i8..=12, day in 1i8..=28, minute in 0i8..60) {
        let date = Date::constant(year, month, day);
        let written = [
            format!("{date} 07:{minute:02}"),
            format!("{year}年{month}月{day}日 7:{minute:02}"),
            format!("{year}/{month}/{day} 上午7点{minute}分"),
            format!("{date}T07:{minute:02}:00+08:00"),
        ];
        for text in written {
            let when = parse_date(&text, &zone()).map_err(|fault| TestCaseError::fail(fault.message.zh))?;
            prop_assert_eq!(when.civil, date.at(7, minute, 0, 0));
        }
    }
}
