//! Faults of dates, each with the correct form.

use jiff::civil::{Date, DateTime};

use crate::content::Moment;
use crate::diagnostic::Message;
use crate::message;

/// Reason why a text is not a date, and the correct form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFault {
    /// Description of the fault.
    pub message: Message,
    /// Advice for the repair.
    pub hint: Message,
}

fn forms() -> Message {
    message!(
        "写成 2026-11-01、2026-11-01 09:30 或 2026年11月1日",
        "write it as 2026-11-01, 2026-11-01 09:30 or 2026年11月1日"
    )
}

fn with_forms(message: Message) -> DateFault {
    DateFault {
        message,
        hint: forms(),
    }
}

/// Fault of a text that is no date.
pub(super) fn unreadable() -> DateFault {
    with_forms(message!("看不懂这个日期", "this is not a date"))
}

/// Fault of eight digits in a row.
pub(super) fn run_together(date: Date) -> DateFault {
    DateFault {
        message: message!(
            "年、月、日要分开写",
            "year, month and day are written apart"
        ),
        hint: message!("写成 {date}", "write {date}"),
    }
}

/// Fault of a date without a day.
pub(super) fn no_day() -> DateFault {
    with_forms(message!("日期要写到日", "a date needs a day"))
}

/// Fault of a date without a year.
pub(super) fn no_year(month: u32, day: u32) -> DateFault {
    DateFault {
        message: message!("没有写年份", "the year is missing"),
        hint: message!(
            "在前面补上年份，例如 2026年{month}月{day}日",
            "put the year before it, as in 2026-{month:02}-{day:02}"
        ),
    }
}

/// Fault of a year with other than four digits.
pub(super) fn year_of_four_digits() -> DateFault {
    with_forms(message!(
        "年份要写四位，并且写在最前面",
        "the year comes first and has four digits"
    ))
}

/// Fault of a date whose year comes last, with the dates that it may be.
pub(super) fn year_first(dates: [Option<Date>; 2]) -> Option<DateFault> {
    let hint = match dates {
        [Some(one), Some(other)] if one != other => {
            message!("写成 {one} 或者 {other}", "write {one} or {other}")
        }
        [Some(date), _] | [None, Some(date)] => message!("写成 {date}", "write {date}"),
        [None, None] => return None,
    };
    Some(DateFault {
        message: message!("年份要写在最前面", "the year comes first"),
        hint,
    })
}

impl DateFault {
    /// Returns the fault with its own date in the advice.
    pub(super) fn on_day(self, date: Date) -> Self {
        let hint = if self.hint == forms() {
            message!(
                "写成 {date} 或 {date} 09:30",
                "write {date} or {date} 09:30"
            )
        } else if self.hint == whole_period() {
            let end = date.tomorrow().unwrap_or(date);
            message!(
                "开始和结束都写全，例如 {date} 09:00 至 {end} 11:30",
                "write start and end in full, as in {date} 09:00 至 {end} 11:30"
            )
        } else {
            return self;
        };
        Self { hint, ..self }
    }

    /// Returns the fault of the second end of a period, which is more than a date.
    pub(super) fn of_end(self) -> Self {
        if self == bad_time() {
            return doubtful_end();
        }
        self
    }
}

/// Fault of what follows a date.
pub(super) fn bad_time() -> DateFault {
    with_forms(message!(
        "日期后面的时间看不懂",
        "what follows the date is not a time"
    ))
}

/// Fault of a time that no day has.
pub(super) fn no_such_time(hour: u32, minute: u32, second: u32) -> DateFault {
    DateFault {
        message: message!(
            "没有{hour}时{minute:02}分{second:02}秒这个时刻",
            "there is no time {hour}:{minute:02}:{second:02}"
        ),
        hint: message!(
            "用24小时制，写成 09:30 或 19:00",
            "write the time as 09:30 or 19:00"
        ),
    }
}

/// Fault of a weekday that the date does not have.
pub(super) fn other_weekday(date: Date, is: char, written: char) -> DateFault {
    DateFault {
        message: message!(
            "{date} 是星期{is}，不是星期{written}",
            "{date} is not the weekday that is written"
        ),
        hint: message!(
            "核对日期；日期没有错，就写成 {date}",
            "look at the date; if it is right, write {date}"
        ),
    }
}

/// Fault of a time of day that may mean two instants.
pub(super) fn two_meanings(written: &str, one: DateTime, other: DateTime) -> DateFault {
    let (one, other) = (clock(one), clock(other));
    DateFault {
        message: message!(
            "“{written}”说不准是什么时候",
            "“{written}” may mean two times"
        ),
        hint: message!(
            "用24小时制，写成 {one} 或者 {other}",
            "write {one} or {other}"
        ),
    }
}

/// Fault of a period whose end is before its start; `meant` is the later end that may be meant.
pub(super) fn end_before_start(end: &Moment, meant: Option<DateTime>) -> DateFault {
    let message = message!("结束早于开始", "the end comes before the start");
    let Some(meant) = meant else {
        return DateFault {
            message,
            hint: message!(
                "检查是不是写反了",
                "look whether they are the wrong way round"
            ),
        };
    };
    let meant = if end.has_time {
        clock(meant)
    } else {
        meant.date().to_string()
    };
    DateFault {
        message,
        hint: message!(
            "检查是不是写反了；如果是到 {meant}，把结束写全：{meant}",
            "look whether they are the wrong way round; if {meant} is meant, write it in full"
        ),
    }
}

fn whole_period() -> Message {
    message!(
        "开始和结束都写全，例如 2026-12-04 09:00 至 2026-12-06 11:30",
        "write start and end in full, as in 2026-12-04 09:00 至 2026-12-06 11:30"
    )
}

/// Fault of the end of a period that may be read in several ways.
pub(super) fn doubtful_end() -> DateFault {
    DateFault {
        message: message!(
            "看不懂什么时候结束",
            "the end of this period cannot be told"
        ),
        hint: whole_period(),
    }
}

/// Fault of a period where one date is wanted.
pub(crate) fn is_period(start: &Moment, end: &Moment) -> DateFault {
    let (start, end) = (shown(start), shown(end));
    DateFault {
        message: message!(
            "这里写的是一段时间（{start} 到 {end}），只能写一个",
            "this is a period from {start} to {end}; one date is wanted"
        ),
        hint: message!(
            "只写一个：{start} 或者 {end}；活动的起止写在“开始”和“结束”里",
            "write {start} or {end}; an event has the keys start and end"
        ),
    }
}

/// Returns the form in which a moment is recommended.
pub(crate) fn shown(when: &Moment) -> String {
    if when.has_time {
        clock(when.civil)
    } else {
        when.date().to_string()
    }
}

fn clock(when: DateTime) -> String {
    let (date, hour, minute) = (when.date(), when.hour(), when.minute());
    match when.second() {
        0 => format!("{date} {hour:02}:{minute:02}"),
        second => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}
