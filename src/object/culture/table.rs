//! Cultures besides American English: those that scripts name. What ICU states of them, one row each.

use super::names::CultureInfo;
use crate::date::{DateTimeFormatInfo, DayOfWeek};
use crate::number::NumberFormatInfo;

/// A culture in short. Names of days and months are separated by blanks; patterns are .NET's.
struct Row {
    name: &'static str,
    english: &'static str,
    lcid: i32,
    /// ISO names of two and three letters, and the Windows name.
    codes: [&'static str; 3],
    decimal: &'static str,
    group: &'static str,
    minus: &'static str,
    currency: &'static str,
    /// Decimals of money, and the patterns of positive and negative money.
    money: [i32; 3],
    /// The pattern of percentages, positive and negative alike.
    percent: i32,
    /// Short date, long date, short time, long time, month and day, year and month.
    patterns: [&'static str; 6],
    separator: &'static str,
    halves: [&'static str; 2],
    first_day: DayOfWeek,
    days: &'static str,
    short_days: &'static str,
    months: &'static str,
    short_months: &'static str,
}

const EN_DAYS: &str = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday";
const EN_SHORT_DAYS: &str = "Sun Mon Tue Wed Thu Fri Sat";
const EN_MONTHS: &str =
    "January February March April May June July August September October November December";
const FR_DAYS: &str = "dimanche lundi mardi mercredi jeudi vendredi samedi";
const FR_SHORT_DAYS: &str = "dim. lun. mar. mer. jeu. ven. sam.";
const FR_MONTHS: &str =
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre";
const FR_SHORT_MONTHS: &str = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.";

const ROWS: &[Row] = &[
    Row {
        name: "de-DE",
        english: "German (Germany)",
        lcid: 1031,
        codes: ["de", "deu", "DEU"],
        decimal: ",",
        group: ".",
        minus: "-",
        currency: "€",
        money: [2, 3, 8],
        percent: 0,
        patterns: [
            "dd.MM.yyyy",
            "dddd, d. MMMM yyyy",
            "HH:mm",
            "HH:mm:ss",
            "d. MMMM",
            "MMMM yyyy",
        ],
        separator: ".",
        halves: ["AM", "PM"],
        first_day: DayOfWeek::Monday,
        days: "Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag",
        short_days: "So Mo Di Mi Do Fr Sa",
        months: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        short_months: "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    },
    Row {
        name: "fr-FR",
        english: "French (France)",
        lcid: 1036,
        codes: ["fr", "fra", "FRA"],
        decimal: ",",
        group: "\u{202f}",
        minus: "-",
        currency: "€",
        money: [2, 3, 8],
        percent: 0,
        patterns: [
            "dd/MM/yyyy",
            "dddd d MMMM yyyy",
            "HH:mm",
            "HH:mm:ss",
            "d MMMM",
            "MMMM yyyy",
        ],
        separator: "/",
        halves: ["AM", "PM"],
        first_day: DayOfWeek::Monday,
        days: FR_DAYS,
        short_days: FR_SHORT_DAYS,
        months: FR_MONTHS,
        short_months: FR_SHORT_MONTHS,
    },
    Row {
        name: "fr-CH",
        english: "French (Switzerland)",
        lcid: 4108,
        codes: ["fr", "fra", "FRS"],
        decimal: ",",
        group: "\u{202f}",
        minus: "-",
        currency: "CHF",
        money: [2, 3, 8],
        percent: 1,
        patterns: [
            "dd.MM.yyyy",
            "dddd, d MMMM yyyy",
            "HH:mm",
            "HH:mm:ss",
            "d MMMM",
            "MMMM yyyy",
        ],
        separator: ".",
        halves: ["AM", "PM"],
        first_day: DayOfWeek::Monday,
        days: FR_DAYS,
        short_days: FR_SHORT_DAYS,
        months: FR_MONTHS,
        short_months: FR_SHORT_MONTHS,
    },
    Row {
        name: "en-GB",
        english: "English (United Kingdom)",
        lcid: 2057,
        codes: ["en", "eng", "ENG"],
        decimal: ".",
        group: ",",
        minus: "-",
        currency: "£",
        money: [2, 0, 1],
        percent: 1,
        patterns: [
            "dd/MM/yyyy",
            "dddd, d MMMM yyyy",
            "HH:mm",
            "HH:mm:ss",
            "d MMMM",
            "MMMM yyyy",
        ],
        separator: "/",
        halves: ["am", "pm"],
        first_day: DayOfWeek::Monday,
        days: EN_DAYS,
        short_days: EN_SHORT_DAYS,
        months: EN_MONTHS,
        short_months: "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    },
    Row {
        name: "es-ES",
        english: "Spanish (Spain)",
        lcid: 3082,
        codes: ["es", "spa", "ESN"],
        decimal: ",",
        group: ".",
        minus: "-",
        currency: "€",
        money: [2, 3, 8],
        percent: 0,
        patterns: [
            "d/M/yyyy",
            "dddd, d 'de' MMMM 'de' yyyy",
            "H:mm",
            "H:mm:ss",
            "d 'de' MMMM",
            "MMMM 'de' yyyy",
        ],
        separator: "/",
        halves: ["a.\u{a0}m.", "p.\u{a0}m."],
        first_day: DayOfWeek::Monday,
        days: "domingo lunes martes miércoles jueves viernes sábado",
        short_days: "dom lun mar mié jue vie sáb",
        months: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        short_months: "ene feb mar abr may jun jul ago sept oct nov dic",
    },
    Row {
        name: "it-IT",
        english: "Italian (Italy)",
        lcid: 1040,
        codes: ["it", "ita", "ITA"],
        decimal: ",",
        group: ".",
        minus: "-",
        currency: "€",
        money: [2, 3, 8],
        percent: 1,
        patterns: [
            "dd/MM/yyyy",
            "dddd d MMMM yyyy",
            "HH:mm",
            "HH:mm:ss",
            "d MMMM",
            "MMMM yyyy",
        ],
        separator: "/",
        halves: ["AM", "PM"],
        first_day: DayOfWeek::Monday,
        days: "domenica lunedì martedì mercoledì giovedì venerdì sabato",
        short_days: "dom lun mar mer gio ven sab",
        months: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        short_months: "gen feb mar apr mag giu lug ago set ott nov dic",
    },
    Row {
        name: "sv-SE",
        english: "Swedish (Sweden)",
        lcid: 1053,
        codes: ["sv", "swe", "SVE"],
        decimal: ",",
        group: "\u{a0}",
        minus: "\u{2212}",
        currency: "kr",
        money: [2, 3, 8],
        percent: 0,
        patterns: [
            "yyyy-MM-dd",
            "'den' d MMMM yyyy",
            "HH:mm",
            "HH:mm:ss",
            "'den' d MMMM",
            "MMMM yyyy",
        ],
        separator: "-",
        halves: ["fm", "em"],
        first_day: DayOfWeek::Monday,
        days: "söndag måndag tisdag onsdag torsdag fredag lördag",
        short_days: "sön mån tis ons tors fre lör",
        months: "januari februari mars april maj juni juli augusti september oktober november december",
        short_months: "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
    },
    Row {
        name: "ja-JP",
        english: "Japanese (Japan)",
        lcid: 1041,
        codes: ["ja", "jpn", "JPN"],
        decimal: ".",
        group: ",",
        minus: "-",
        currency: "￥",
        money: [0, 0, 1],
        percent: 1,
        patterns: [
            "yyyy/MM/dd",
            "yyyy年M月d日dddd",
            "H:mm",
            "H:mm:ss",
            "M月d日",
            "yyyy年M月",
        ],
        separator: "/",
        halves: ["午前", "午後"],
        first_day: DayOfWeek::Sunday,
        days: "日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日",
        short_days: "日 月 火 水 木 金 土",
        months: "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        short_months: "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    },
];

/// The culture of this name in lower case, or the main one of a language.
pub(super) fn find(name: &str) -> Option<CultureInfo> {
    if let Some(row) = ROWS.iter().find(|row| row.name.eq_ignore_ascii_case(name)) {
        return Some(row.info());
    }
    let row = ROWS
        .iter()
        .find(|row| row.codes[0].eq_ignore_ascii_case(name))?;
    let language = row.english.split(" (").next().unwrap_or(row.english);
    Some(CultureInfo {
        name: row.codes[0],
        english_name: language,
        lcid: row.lcid & 0x3ff,
        parent: "",
        is_neutral: true,
        ..row.info()
    })
}

fn names<const COUNT: usize>(text: &str) -> [String; COUNT] {
    let mut names = text.split(' ');
    std::array::from_fn(|_| names.next().unwrap_or_default().to_owned())
}

impl Row {
    fn info(&self) -> CultureInfo {
        CultureInfo {
            name: self.name,
            english_name: self.english,
            lcid: self.lcid,
            two_letter_iso_language_name: self.codes[0],
            three_letter_iso_language_name: self.codes[1],
            three_letter_windows_language_name: self.codes[2],
            parent: self.codes[0],
            is_neutral: false,
            number_format: self.number_format(),
            date_time_format: self.date_time_format(),
        }
    }

    fn number_format(&self) -> NumberFormatInfo {
        let [digits, positive, negative] = self.money;
        let (decimal, group) = (self.decimal.to_owned(), self.group.to_owned());
        NumberFormatInfo {
            number_decimal_separator: decimal.clone(),
            number_group_separator: group.clone(),
            currency_symbol: self.currency.to_owned(),
            currency_decimal_digits: digits,
            currency_decimal_separator: decimal.clone(),
            currency_group_separator: group.clone(),
            currency_positive_pattern: positive,
            currency_negative_pattern: negative,
            percent_decimal_separator: decimal,
            percent_group_separator: group,
            percent_positive_pattern: self.percent,
            percent_negative_pattern: self.percent,
            negative_sign: self.minus.to_owned(),
            negative_infinity_symbol: format!("{}\u{221e}", self.minus),
            ..NumberFormatInfo::en_us()
        }
    }

    fn date_time_format(&self) -> DateTimeFormatInfo {
        let [
            short_date,
            long_date,
            short_time,
            long_time,
            month_day,
            year_month,
        ] = self.patterns;
        DateTimeFormatInfo {
            short_date_pattern: short_date.to_owned(),
            long_date_pattern: long_date.to_owned(),
            short_time_pattern: short_time.to_owned(),
            long_time_pattern: long_time.to_owned(),
            month_day_pattern: month_day.to_owned(),
            year_month_pattern: year_month.to_owned(),
            full_date_time_pattern: format!("{long_date} {long_time}"),
            date_separator: self.separator.to_owned(),
            am_designator: self.halves[0].to_owned(),
            pm_designator: self.halves[1].to_owned(),
            day_names: names(self.days),
            abbreviated_day_names: names(self.short_days),
            shortest_day_names: names(self.short_days),
            month_names: names(self.months),
            abbreviated_month_names: names(self.short_months),
            first_day_of_week: self.first_day,
            ..DateTimeFormatInfo::en_us()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::culture::culture;
    use crate::date::{DateTime, Zone, format_date_time};
    use crate::number::FormatNumber;

    #[test]
    fn recorded_texts_hold() {
        let date = DateTime::from_parts(2023, 11, 5, 10, 20, 30).expect("a date");
        for (name, number, percent, day) in [
            ("en-US", "1,234,567.89", "7.2%", "11/5/2023"),
            ("de-DE", "1.234.567,89", "7,2 %", "05.11.2023"),
            ("fr-CH", "1\u{202f}234\u{202f}567,89", "7,2%", "05.11.2023"),
            ("ja-JP", "1,234,567.89", "7.2%", "2023/11/05"),
            ("en-gb", "1,234,567.89", "7.2%", "05/11/2023"),
        ] {
            let info = culture(name).expect("a known culture");
            assert_eq!(
                1234567.891.format("N2", &info.number_format),
                Ok(number.to_owned())
            );
            assert_eq!(
                0.0725.format("P1", &info.number_format),
                Ok(percent.to_owned())
            );
            assert_eq!(
                format_date_time(date, "d", &info.date_time_format, &Zone::utc()),
                Ok(day.to_owned())
            );
        }
        let french = culture("fr-FR").expect("a known culture").date_time_format;
        let leap = DateTime::from_date(2024, 2, 29).expect("a date");
        assert_eq!(
            format_date_time(leap, "ddd dd MMM yyyy", &french, &Zone::utc()),
            Ok(String::from("jeu. 29 févr. 2024"))
        );
    }
}
