//! `Select-String`: lines that fit patterns, of the pipeline and of files.

use super::match_info::{Context, MatchInfo};
use crate::utility::data::text_file::{EncodingArgument, files, open_fault};
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::members::regex::match_value;
use object::pattern::{Regex, RegexOptions, Wildcard, cached};
use object::{Category, Fault, Result, Str, Value, convert, types};
use std::collections::VecDeque;

cmdlet! {
    /// Finds text in strings and files.
    pub struct SelectString = "Select-String" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.SelectStringCommand", default_set "File" {
        /// Culture whose order and format apply.
        culture = "Culture": Option<Str> => check(&[Check::NotNull]);
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => set("Object"), mandatory, pipeline, set("ObjectRaw"), mandatory, pipeline, check(&[Check::AllowNull, Check::AllowEmptyString]);
        /// What to find: regular expressions, or plain texts with `-SimpleMatch`.
        pattern = "Pattern": Option<Vec<Str>> => mandatory, position(0);
        /// Paths of the files; wildcards are resolved.
        path = "Path": Option<Vec<Str>> => set("File"), mandatory, position(1), by_name, set("FileRaw"), mandatory, position(1), by_name;
        /// Paths of the files, taken as they are.
        literal_path = "LiteralPath": Option<Vec<Str>> => set("LiteralFile"), mandatory, by_name, set("LiteralFileRaw"), mandatory, by_name, alias(&["PSPath", "LP"]);
        /// Writes the lines only.
        raw = "Raw": Switch => set("ObjectRaw"), mandatory, set("FileRaw"), mandatory, set("LiteralFileRaw"), mandatory;
        /// Takes the patterns as they are.
        simple_match = "SimpleMatch": Switch;
        /// Letters differ by case.
        case_sensitive = "CaseSensitive": Switch;
        /// Only tells whether something was found.
        quiet = "Quiet": Switch => set("Object"), set("File"), set("LiteralFile");
        /// Only the first match of each file.
        list = "List": Switch;
        /// Does not emphasize what matches.
        no_emphasis = "NoEmphasis": Switch;
        /// Patterns of file names to search.
        include = "Include": Option<Vec<Str>> => check(&[Check::NotNullOrEmpty]);
        /// Patterns of file names not to search.
        exclude = "Exclude": Option<Vec<Str>> => check(&[Check::NotNullOrEmpty]);
        /// Finds what does not match.
        not_match = "NotMatch": Switch;
        /// All matches of a line instead of the first.
        all_matches = "AllMatches": Switch;
        /// Encoding of the text.
        encoding = "Encoding": EncodingArgument => check(&[Check::Transform(crate::management::encoding::known), Check::NotNullOrEmpty]);
        /// How many lines before and behind to show.
        context = "Context": Option<Vec<i32>> => check(&[Check::NotNullOrEmpty, Check::Count(1, 2), Check::Range(0, 2147483647)]);
        state {
            finders: Vec<Finder>;
            stream: Search;
            answered: bool;
        }
    }
}

/// One pattern made ready.
struct Finder {
    pattern: Str,
    regex: Option<Regex>,
}

/// A search through the lines of one source: what was seen, and what waits for the lines behind it.
#[derive(Default)]
struct Search {
    path: Option<Str>,
    number: u64,
    recent: VecDeque<Str>,
    waiting: VecDeque<MatchInfo>,
    /// Number of the last line that some match shows.
    shown: u64,
    found: bool,
}

impl Run for SelectString {
    fn begin(&mut self, _shell: &mut Shell<'_>) -> Result {
        if self.culture.is_some() && !self.simple_match.is_on() {
            let what = "You must specify -SimpleMatch with -Culture.";
            let fault = Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
                .id("CannotSpecifyCultureWithoutSimpleMatch");
            return fault.category(Category::InvalidData).raise();
        }
        for pattern in self.pattern.clone().unwrap_or_default() {
            let text = if self.simple_match.is_on() {
                object::pattern::escape(&pattern)
            } else {
                pattern.to_string()
            };
            let options = if self.case_sensitive.is_on() {
                RegexOptions::NONE
            } else {
                RegexOptions::IGNORE_CASE
            };
            match cached(&text, options) {
                Ok(regex) => self.finders.push(Finder {
                    pattern,
                    regex: Some(regex),
                }),
                Err(error) => {
                    let what =
                        format!("The string {pattern} is not a valid regular expression: {error}");
                    let fault = Fault::new(&types::ARGUMENT_EXCEPTION, what).id("InvalidRegex");
                    return fault.category(Category::InvalidArgument).raise();
                }
            }
        }
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.answered {
            return Ok(());
        }
        let literal = self.literal_path.is_some();
        if literal || self.path.is_some() {
            let paths = if literal {
                self.literal_path.clone()
            } else {
                self.path.clone()
            };
            return paths
                .unwrap_or_default()
                .iter()
                .try_for_each(|path| self.search_path(shell, path, literal));
        }
        let Some(item) = self.input_object.0.take() else {
            return Ok(());
        };
        if item.is_null() {
            return Ok(());
        }
        if item
            .base()
            .get_type()
            .is(&object::members::file_info::FILE_INFO)
        {
            let path = super::property::get_or_null(shell.engine, &item, "FullName")?;
            let path = convert::to_text(shell.engine, &path)?;
            return self.search_path(shell, &path, true);
        }
        let line = match item.as_native::<MatchInfo>() {
            Some(info) => info.line.clone(),
            None => convert::to_text(shell.engine, &item)?,
        };
        let mut search = std::mem::take(&mut self.stream);
        let result = self.line(shell, &mut search, line);
        self.stream = search;
        result.map(|_| ())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let mut search = std::mem::take(&mut self.stream);
        self.flush(shell, &mut search)?;
        let quietly_nothing = self.quiet.is_on() && !self.answered;
        if quietly_nothing {
            shell.write(Value::Bool(false))
        } else {
            Ok(())
        }
    }
}

impl SelectString {
    fn search_path(&mut self, shell: &mut Shell<'_>, path: &str, literal: bool) -> Result {
        let mut found = files(shell.engine, path, literal);
        if found.is_empty() && !path.contains(['*', '?', '[']) {
            found.push(shell.engine.file_path(path));
        }
        for file in found {
            if self.answered {
                return Ok(());
            }
            if file.is_dir() || !self.is_wanted(&file) {
                continue;
            }
            let bytes = match std::fs::read(&file) {
                Ok(bytes) => bytes,
                Err(error) => {
                    let shown = file.display().to_string();
                    let what = match error.kind() {
                        std::io::ErrorKind::NotFound => {
                            format!("Cannot find path '{shown}' because it does not exist.")
                        }
                        _ => format!(
                            "The file {shown} cannot be read: {}",
                            open_fault(&error, &file).exception().message
                        ),
                    };
                    let missing = error.kind() == std::io::ErrorKind::NotFound;
                    let (id, category) = if missing {
                        ("PathNotFound", Category::ObjectNotFound)
                    } else {
                        ("ProcessingFile", Category::NotSpecified)
                    };
                    let kind = if missing {
                        &types::ITEM_NOT_FOUND_EXCEPTION
                    } else {
                        &types::ARGUMENT_EXCEPTION
                    };
                    shell.error(
                        Fault::new(kind, what)
                            .id(id)
                            .category(category)
                            .target(Value::from(shown)),
                    )?;
                    continue;
                }
            };
            let text = self.encoding.decode(&bytes);
            let mut search = Search {
                path: Some(Str::from(file.to_string_lossy())),
                ..Search::default()
            };
            for line in text.strip_suffix('\n').unwrap_or(&text).split('\n') {
                if text.is_empty() {
                    break;
                }
                let enough = self.line(
                    shell,
                    &mut search,
                    Str::from(line.strip_suffix('\r').unwrap_or(line)),
                )?;
                if enough || self.answered {
                    break;
                }
            }
            self.flush(shell, &mut search)?;
        }
        Ok(())
    }

    fn is_wanted(&self, file: &std::path::Path) -> bool {
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let fits = |pattern: &Str| {
            Wildcard::new(pattern, true).is_ok_and(|pattern| pattern.is_match(&name))
        };
        self.include.as_ref().is_none_or(|all| all.iter().any(fits))
            && !self.exclude.iter().flatten().any(fits)
    }

    /// Takes the next line of a source; tells whether that was enough of it.
    fn line(&mut self, shell: &mut Shell<'_>, search: &mut Search, line: Str) -> Result<bool> {
        search.number += 1;
        let (before, behind) = self.around();
        self.feed(shell, search, &line, behind)?;
        if self.list.is_on() && search.found {
            return Ok(search.waiting.is_empty());
        }
        let found = self.find(&line);
        let has_context = self.context.is_some();
        let mut enough = false;
        if let Some((finder, matches, ranges)) = found {
            search.found = true;
            if self.quiet.is_on() {
                self.answered = true;
                shell.write(Value::Bool(true))?;
                return Ok(true);
            }
            if self.raw.is_on() {
                shell.write(line.clone())?;
            } else {
                let context = has_context.then(|| {
                    let start = search.recent.len().saturating_sub(before);
                    let lines: Vec<Str> = search.recent.iter().skip(start).cloned().collect();
                    let hidden = (search.shown + 1)
                        .saturating_sub(search.number - lines.len() as u64)
                        as usize;
                    let shown_before = lines.iter().skip(hidden).cloned().collect();
                    Context {
                        before: lines,
                        shown_before,
                        ..Context::default()
                    }
                });
                let info = MatchInfo {
                    path: search.path.clone(),
                    line: line.clone(),
                    number: search.number,
                    pattern: self.finders[finder].pattern.clone(),
                    ignore_case: !self.case_sensitive.is_on(),
                    matches,
                    ranges,
                    context,
                };
                search.shown = search.number;
                if behind == 0 || !has_context {
                    shell.write(Value::native(info))?
                } else {
                    search.waiting.push_back(info)
                }
            }
            enough = self.list.is_on() && search.waiting.is_empty() && search.path.is_some();
        }
        if before > 0 {
            search.recent.push_back(line);
            if search.recent.len() > before {
                search.recent.pop_front();
            }
        }
        Ok(enough)
    }

    /// How many lines before and behind are wanted.
    fn around(&self) -> (usize, usize) {
        match self.context.as_deref() {
            None | Some([]) => (0, 0),
            Some([both]) => (*both as usize, *both as usize),
            Some([before, behind, ..]) => (*before as usize, *behind as usize),
        }
    }

    /// Gives the line to matches that wait for lines behind them; those that have all are written.
    fn feed(
        &mut self,
        shell: &mut Shell<'_>,
        search: &mut Search,
        line: &Str,
        behind: usize,
    ) -> Result {
        if search.waiting.is_empty() {
            return Ok(());
        }
        let is_match = self.find(line).is_some();
        let count = search.waiting.len();
        for (at, info) in search.waiting.iter_mut().enumerate() {
            let Some(context) = &mut info.context else {
                continue;
            };
            context.behind.push(line.clone());
            // Only the last match shows the line, unless the line is a match itself.
            if at + 1 == count && !is_match {
                context.shown_behind.push(line.clone());
                search.shown = search.number;
            }
        }
        while search
            .waiting
            .front()
            .and_then(|info| info.context.as_ref())
            .is_some_and(|context| context.behind.len() >= behind)
        {
            if let Some(info) = search.waiting.pop_front() {
                shell.write(Value::native(info))?;
            }
        }
        Ok(())
    }

    fn flush(&mut self, shell: &mut Shell<'_>, search: &mut Search) -> Result {
        while let Some(info) = search.waiting.pop_front() {
            shell.write(Value::native(info))?;
        }
        Ok(())
    }

    /// The first pattern that the line fits, with its matches; with `-NotMatch`, a line that fits none.
    #[allow(clippy::type_complexity)]
    fn find(&self, line: &Str) -> Option<(usize, Vec<Value>, Vec<(usize, usize)>)> {
        for (at, finder) in self.finders.iter().enumerate() {
            let Some(regex) = &finder.regex else { continue };
            let Ok(Some(first)) = regex.find(line) else {
                continue;
            };
            if self.not_match.is_on() {
                return None;
            }
            let mut found = vec![first];
            if self.all_matches.is_on() {
                found = regex
                    .matches(line, 0)
                    .filter_map(std::result::Result::ok)
                    .collect();
            }
            let ranges = found
                .iter()
                .map(|one| (one.range().start, one.range().end))
                .collect();
            let matches = if self.simple_match.is_on() {
                Vec::new()
            } else {
                found
                    .iter()
                    .map(|one| match_value(regex, line, one))
                    .collect()
            };
            return Some((at, matches, ranges));
        }
        self.not_match.is_on().then(|| (0, Vec::new(), Vec::new()))
    }
}
