//! `Measure-Object`: numbers and texts.

use super::argument::*;
use super::expression::Expression;
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::record::{Object, Shape, SlotKind};
use object::{
    Category, Fault, Interrupt, Result, Str, Symbol, Type, TypeInfo, Value, compare, convert, types,
};
use std::cmp::Ordering;
use std::rc::Rc;

/// `MeasureInfo`
pub static MEASURE_INFO: TypeInfo =
    TypeInfo::class("Microsoft.PowerShell.Commands.MeasureInfo", &types::OBJECT);
/// `GenericMeasureInfo`
pub static GENERIC_MEASURE_INFO: TypeInfo = TypeInfo::class(
    "Microsoft.PowerShell.Commands.GenericMeasureInfo",
    &MEASURE_INFO,
);
/// `GenericObjectMeasureInfo`
pub static GENERIC_OBJECT_MEASURE_INFO: TypeInfo = TypeInfo::class(
    "Microsoft.PowerShell.Commands.GenericObjectMeasureInfo",
    &MEASURE_INFO,
);
/// `TextMeasureInfo`
pub static TEXT_MEASURE_INFO: TypeInfo = TypeInfo::class(
    "Microsoft.PowerShell.Commands.TextMeasureInfo",
    &MEASURE_INFO,
);

const GENERIC: &[&str] = &[
    "Count",
    "Average",
    "Sum",
    "Maximum",
    "Minimum",
    "StandardDeviation",
    "Property",
];
const TEXT: &[&str] = &["Lines", "Words", "Characters", "Property"];

cmdlet! {
    /// Counts objects; sums, averages and compares their properties; counts lines, words and characters of text.
    pub struct MeasureObject = "Measure-Object" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.MeasureObjectCommand", default_set "GenericMeasure" {
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        /// Properties whose values are measured: names, patterns or script blocks.
        property = "Property": ExpressionsArgument => position(0), check(&[Check::NotNullOrEmpty]);
        /// Wants the standard deviation.
        standard_deviation = "StandardDeviation": Switch => set("GenericMeasure");
        /// Wants the sum.
        sum = "Sum": Switch => set("GenericMeasure");
        /// Wants all there is.
        all_stats = "AllStats": Switch => set("GenericMeasure");
        /// Wants the average.
        average = "Average": Switch => set("GenericMeasure");
        /// Wants the greatest value.
        maximum = "Maximum": Switch => set("GenericMeasure");
        /// Wants the smallest value.
        minimum = "Minimum": Switch => set("GenericMeasure");
        /// Counts lines.
        line = "Line": Switch => set("TextMeasure");
        /// Counts words.
        word = "Word": Switch => set("TextMeasure");
        /// Counts characters.
        character = "Character": Switch => set("TextMeasure");
        /// Does not count blanks as characters.
        ignore_white_space = "IgnoreWhiteSpace": Switch => set("TextMeasure");
        state {
            total: u64;
            failed: bool;
            wanted: Wanted;
            statistics: Vec<Statistics>;
        }
    }
}

/// What is to be found out.
#[derive(Default)]
struct Wanted {
    expressions: Vec<Expression>,
    numbers: bool,
    least: bool,
    most: bool,
    text: bool,
}

/// What was found out about one property.
#[derive(Default)]
struct Statistics {
    name: Str,
    symbol: Option<Symbol>,
    count: i32,
    sum: f64,
    mean: f64,
    variance: f64,
    least: Value,
    most: Value,
    lines: i32,
    words: i32,
    characters: i32,
}

impl Run for MeasureObject {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        for value in self.property.0.iter().flatten() {
            self.wanted
                .expressions
                .push(Expression::of(shell.engine, value)?);
        }
        if self.all_stats.is_on() {
            let all = [
                &mut self.sum,
                &mut self.average,
                &mut self.standard_deviation,
                &mut self.maximum,
                &mut self.minimum,
            ];
            all.into_iter()
                .for_each(|switch| *switch = Switch(Some(true)));
        }
        self.wanted.numbers =
            self.sum.is_on() || self.average.is_on() || self.standard_deviation.is_on();
        self.wanted.least = self.minimum.is_on();
        self.wanted.most = self.maximum.is_on();
        self.wanted.text = self.is_text();
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(item) = self.input_object.0.take().filter(|item| !item.is_null()) else {
            return Ok(());
        };
        self.total += 1;
        if self.wanted.expressions.is_empty() {
            let at = self.entry(&Str::default(), None);
            return self.take(shell, at, item.base());
        }
        let mut expressions = std::mem::take(&mut self.wanted.expressions);
        let result = self.properties(shell, &mut expressions, &item);
        self.wanted.expressions = expressions;
        result
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.total == 0 && self.wanted.expressions.is_empty() {
            self.entry(&Str::default(), None);
        }
        for found in std::mem::take(&mut self.statistics) {
            if found.count == 0 && !self.wanted.expressions.is_empty() {
                if shell.engine.strict_mode() >= 2 {
                    shell.error_record(self.missing(&found.name))?;
                }
                continue;
            }
            let value = if self.is_text() {
                self.text_info(&found)
            } else {
                self.generic_info(shell, &found)
            };
            shell.write(value)?;
        }
        Ok(())
    }
}

impl MeasureObject {
    fn is_text(&self) -> bool {
        self.line.is_on() || self.word.is_on() || self.character.is_on()
    }

    fn properties(
        &mut self,
        shell: &mut Shell<'_>,
        expressions: &mut [Expression],
        item: &Value,
    ) -> Result {
        let mut counted: Vec<usize> = Vec::new();
        for expression in expressions {
            if let Expression::Name(accessor) = &mut *expression {
                // The common case, without a list of what was found.
                let name = accessor.name.clone();
                let value = accessor.get_tamely(shell.engine, item)?;
                let symbol = Symbol::of(&name);
                let at = match self
                    .statistics
                    .iter()
                    .position(|known| known.symbol == Some(symbol))
                {
                    Some(at) => at,
                    None => {
                        let spelled = if value.is_some() {
                            accessor.spelling(item)
                        } else {
                            name
                        };
                        self.entry(&spelled, Some(symbol))
                    }
                };
                if let Some(value) = value
                    && !counted.contains(&at)
                {
                    counted.push(at);
                    self.take(shell, at, &value)?;
                }
                continue;
            }
            for found in expression.all(shell.engine, item)? {
                let at = self.entry(&found.name, Some(Symbol::of(&found.name)));
                if !counted.contains(&at) {
                    counted.push(at);
                    self.take(shell, at, &found.or_null())?;
                }
            }
        }
        Ok(())
    }

    fn entry(&mut self, name: &Str, symbol: Option<Symbol>) -> usize {
        if let Some(at) = self
            .statistics
            .iter()
            .position(|known| known.symbol == symbol)
        {
            return at;
        }
        self.statistics.push(Statistics {
            name: name.clone(),
            symbol,
            ..Statistics::default()
        });
        self.statistics.len() - 1
    }

    fn take(&mut self, shell: &mut Shell<'_>, at: usize, value: &Value) -> Result {
        let found = &mut self.statistics[at];
        found.count += 1;
        if self.wanted.text {
            let text = convert::to_text(shell.engine, value)?;
            found.read(&text, self.ignore_white_space.is_on());
        }
        if self.wanted.numbers {
            match number(shell, value)? {
                Some(number) => found.add(number),
                None => {
                    self.failed = true;
                    let shown = convert::to_text(shell.engine, value)?;
                    let what = format!("Input object \"{shown}\" is not numeric.");
                    let fault = Fault::new(&types::PS_INVALID_OPERATION_EXCEPTION, what)
                        .id("NonNumericInputObject");
                    return shell
                        .error(fault.category(Category::InvalidType).target(value.clone()));
                }
            }
        }
        if self.wanted.least {
            let known = std::mem::take(&mut self.statistics[at].least);
            self.statistics[at].least = better(shell, known, value, Ordering::Greater)?;
        }
        if self.wanted.most {
            let known = std::mem::take(&mut self.statistics[at].most);
            self.statistics[at].most = better(shell, known, value, Ordering::Less)?;
        }
        Ok(())
    }

    fn property_name(&self, found: &Statistics) -> Value {
        if self.wanted.expressions.is_empty() {
            Value::Null
        } else {
            Value::Str(found.name.clone())
        }
    }

    fn text_info(&self, found: &Statistics) -> Value {
        let shown = |switch: Switch, number: i32| {
            if switch.is_on() {
                Value::Int(number)
            } else {
                Value::Null
            }
        };
        let slots = vec![
            shown(self.line, found.lines),
            shown(self.word, found.words),
            shown(self.character, found.characters),
            self.property_name(found),
        ];
        Value::Object(Object::new(
            Shape::of(Type::Known(&TEXT_MEASURE_INFO), TEXT, SlotKind::Property),
            slots,
        ))
    }

    fn generic_info(&self, shell: &mut Shell<'_>, found: &Statistics) -> Value {
        let mut ends = [Value::Null, Value::Null];
        let mut all_numbers = true;
        for (slot, value) in ends.iter_mut().zip([&found.most, &found.least]) {
            if value.is_null() {
                continue;
            }
            match convert::to_f64(shell.engine, value) {
                Ok(number) => *slot = Value::Double(number),
                Err(_) => all_numbers = false,
            }
        }
        if !all_numbers {
            ends = [found.most.clone(), found.least.clone()];
        }
        let [most, least] = ends;
        let shown = |wanted: bool, number: f64| {
            if wanted && !self.failed {
                Value::Double(number)
            } else {
                Value::Null
            }
        };
        let count = f64::from(found.count);
        let slots = vec![
            Value::Int(found.count),
            shown(self.average.is_on() && found.count > 0, found.sum / count),
            shown(self.sum.is_on(), found.sum),
            most,
            least,
            shown(
                self.standard_deviation.is_on(),
                (found.variance / (count - 1.0)).sqrt(),
            ),
            self.property_name(found),
        ];
        let kind = if all_numbers {
            &GENERIC_MEASURE_INFO
        } else {
            &GENERIC_OBJECT_MEASURE_INFO
        };
        Value::Object(Object::new(
            Shape::of(Type::Known(kind), GENERIC, SlotKind::Property),
            slots,
        ))
    }

    fn missing(&self, name: &str) -> Rc<object::ErrorRecord> {
        let id = if self.is_text() {
            "TextMeasurePropertyNotFound"
        } else {
            "GenericMeasurePropertyNotFound"
        };
        let what = format!(
            "Cannot process argument because the value of argument \"{name}\" is not valid. Change the value of the \"{name}\" argument and run the operation again."
        );
        let record = Fault::new(&types::PS_ARGUMENT_EXCEPTION, what)
            .id(id)
            .category(Category::InvalidArgument)
            .record();
        record.rest.borrow_mut().details = Some(
            format!("The property \"{name}\" cannot be found in the input for any objects.").into(),
        );
        record
    }
}

impl Statistics {
    /// Welford's running variance.
    fn add(&mut self, number: f64) {
        self.sum += number;
        let count = f64::from(self.count);
        let delta = number - self.mean;
        self.mean += delta / count;
        self.variance += delta * (number - self.mean);
    }

    fn read(&mut self, text: &str, ignore_blanks: bool) {
        self.characters += if ignore_blanks {
            text.chars()
                .filter(|c| !c.is_whitespace())
                .map(char::len_utf16)
                .sum::<usize>() as i32
        } else {
            text.encode_utf16().count() as i32
        };
        self.words += text.split_whitespace().count() as i32;
        let ends = text.matches('\n').count() as i32;
        self.lines += if text.is_empty() {
            0
        } else {
            ends + i32::from(!text.ends_with('\n'))
        };
    }
}

/// The value as a number, if it is one or reads as one.
fn number(shell: &mut Shell<'_>, value: &Value) -> Result<Option<f64>> {
    match value {
        Value::Int(n) => return Ok(Some(f64::from(*n))),
        Value::Long(n) => return Ok(Some(*n as f64)),
        Value::Double(x) => return Ok(Some(*x)),
        _ => {}
    }
    match convert::to_f64(shell.engine, value) {
        Ok(number) => Ok(Some(number)),
        Err(stop) if matches!(&*stop, Interrupt::Error(_)) => Ok(None),
        Err(stop) => Err(stop),
    }
}

/// Which of two values to keep: the new one where the known one stands so to it.
fn better(shell: &mut Shell<'_>, known: Value, value: &Value, wanted: Ordering) -> Result<Value> {
    if known.is_null() {
        return Ok(value.clone());
    }
    let as_number = |shell: &mut Shell<'_>, value: &Value| -> Result<Value> {
        if value.is_null() {
            return Ok(Value::Null);
        }
        Ok(number(shell, value)?.map_or_else(|| value.clone(), Value::Double))
    };
    let (mut a, mut b) = (as_number(shell, &known)?, as_number(shell, value)?);
    if !a.is_null() && !b.is_null() && a.get_type() != b.get_type() {
        a = Value::Str(convert::to_text(shell.engine, &a)?);
        b = Value::Str(convert::to_text(shell.engine, &b)?);
    }
    let order = compare::ps_compare(shell.engine, &a, &b, false)?;
    Ok(if order == wanted {
        value.clone()
    } else {
        known
    })
}
