//! `Get-Random`, `Get-SecureRandom`, `New-Guid`: the session's seeded generator. The same seed gives the same numbers.

use engine::clock::Random;
use engine::declare::Check;
use engine::{Engine, Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Result, Str, Value, convert, types};

/// What was asked.
struct Wish<'a> {
    minimum: &'a Option<Value>,
    maximum: &'a Option<Value>,
    count: Option<i32>,
    shuffle: bool,
}

cmdlet! {
    /// Returns a random number, or random elements of a collection.
    pub struct GetRandom = "Get-Random" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetRandomCommand", default_set "RandomNumberParameterSet" {
        /// Starts the generator anew from this number.
        set_seed = "SetSeed": Option<i32> => check(&[Check::NotNull]);
        /// The number that does not come any more.
        maximum = "Maximum": Option<Value> => set("RandomNumberParameterSet"), position(0);
        /// The lowest number that may come.
        minimum = "Minimum": Option<Value> => set("RandomNumberParameterSet");
        /// The collection.
        input_object = "InputObject": Option<Vec<Value>> => set("RandomListItemParameterSet"), mandatory, position(0), pipeline, set("ShuffleParameterSet"), mandatory, position(0), pipeline, check(&[Check::AllowNull]);
        /// How many.
        count = "Count": Option<i32> => set("RandomNumberParameterSet"), set("RandomListItemParameterSet"), check(&[Check::Range(1, 2_147_483_647)]);
        /// Returns all of it in random order.
        shuffle = "Shuffle": Switch => set("ShuffleParameterSet"), mandatory;
        state {
            items: Vec<Value>;
            lists: bool;
        }
    }
}

impl Run for GetRandom {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        if let Some(seed) = self.set_seed {
            shell.engine.random = Random::new(u64::from(seed as u32));
        }
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if let Some(items) = self.input_object.take() {
            self.lists = true;
            self.items.extend(items);
            return Ok(());
        }
        if self.lists || &*shell.set_name() != "RandomNumberParameterSet" {
            self.lists = true;
            return Ok(());
        }
        let wish = Wish {
            minimum: &self.minimum,
            maximum: &self.maximum,
            count: self.count,
            shuffle: false,
        };
        wish.numbers(shell)
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let wish = Wish {
            minimum: &None,
            maximum: &None,
            count: self.count,
            shuffle: self.shuffle.is_on(),
        };
        match self.lists {
            true => wish.elements(shell, std::mem::take(&mut self.items)),
            false => Ok(()),
        }
    }
}

cmdlet! {
    /// Returns a random number, or random elements of a collection. In this shell it is as seeded as `Get-Random`.
    pub struct GetSecureRandom = "Get-SecureRandom" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetSecureRandomCommand", default_set "RandomNumberParameterSet" {
        /// The number that does not come any more.
        maximum = "Maximum": Option<Value> => set("RandomNumberParameterSet"), position(0);
        /// The lowest number that may come.
        minimum = "Minimum": Option<Value> => set("RandomNumberParameterSet");
        /// The collection.
        input_object = "InputObject": Option<Vec<Value>> => set("RandomListItemParameterSet"), mandatory, position(0), pipeline, set("ShuffleParameterSet"), mandatory, position(0), pipeline, check(&[Check::AllowNull]);
        /// How many.
        count = "Count": Option<i32> => set("RandomNumberParameterSet"), set("RandomListItemParameterSet"), check(&[Check::Range(1, 2_147_483_647)]);
        /// Returns all of it in random order.
        shuffle = "Shuffle": Switch => set("ShuffleParameterSet"), mandatory;
        state {
            items: Vec<Value>;
            lists: bool;
        }
    }
}

impl Run for GetSecureRandom {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if let Some(items) = self.input_object.take() {
            self.lists = true;
            self.items.extend(items);
            return Ok(());
        }
        if self.lists || &*shell.set_name() != "RandomNumberParameterSet" {
            self.lists = true;
            return Ok(());
        }
        let wish = Wish {
            minimum: &self.minimum,
            maximum: &self.maximum,
            count: self.count,
            shuffle: false,
        };
        wish.numbers(shell)
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let wish = Wish {
            minimum: &None,
            maximum: &None,
            count: self.count,
            shuffle: self.shuffle.is_on(),
        };
        match self.lists {
            true => wish.elements(shell, std::mem::take(&mut self.items)),
            false => Ok(()),
        }
    }
}

impl Wish<'_> {
    fn numbers(&self, shell: &mut Shell<'_>) -> Result {
        let minimum = self.bound(shell.engine, self.minimum)?;
        let maximum = self.bound(shell.engine, self.maximum)?;
        let is_double = |value: &Option<Value>| matches!(value, Some(Value::Double(_)));
        let is_long = |value: &Option<Value>| matches!(value, Some(Value::Long(_)));
        for _ in 0..self.count.unwrap_or(1) {
            let number = if is_double(&minimum) || is_double(&maximum) {
                let low = minimum
                    .as_ref()
                    .map_or(Ok(0.0), |value| convert::to_f64(shell.engine, value))?;
                let high = maximum
                    .as_ref()
                    .map_or(Ok(f64::MAX), |value| convert::to_f64(shell.engine, value))?;
                if low >= high {
                    return wrong_order(shell.engine, low.into(), high.into());
                }
                Value::Double(low + shell.engine.random.fraction() * (high - low))
            } else {
                let top = if is_long(&minimum) || is_long(&maximum) {
                    i64::MAX
                } else {
                    i64::from(i32::MAX)
                };
                let low = minimum.as_ref().and_then(Value::as_integer).unwrap_or(0);
                let high = maximum.as_ref().and_then(Value::as_integer).unwrap_or(top);
                if low >= high {
                    let wrap = |n: i64| i32::try_from(n).map_or(Value::Long(n), Value::Int);
                    return wrong_order(shell.engine, wrap(low), wrap(high));
                }
                let number = low.wrapping_add(shell.engine.random.below(high.abs_diff(low)) as i64);
                match i32::try_from(number) {
                    Ok(number) if top == i64::from(i32::MAX) => Value::Int(number),
                    _ => Value::Long(number),
                }
            };
            shell.write(number)?;
        }
        Ok(())
    }

    /// A bound as `Get-Random` takes it: an int, a long or a double.
    fn bound(&self, engine: &mut Engine, value: &Option<Value>) -> Result<Option<Value>> {
        let Some(value) = value else { return Ok(None) };
        Ok(Some(match value.base() {
            Value::Double(_) | Value::Int(_) | Value::Long(_) => value.base().clone(),
            Value::Single(x) => Value::Double(f64::from(*x)),
            Value::Str(text) => match text.trim().parse::<i32>() {
                Ok(number) => Value::Int(number),
                Err(_) => match text.trim().parse::<i64>() {
                    Ok(number) => Value::Long(number),
                    Err(_) => Value::Double(convert::to_f64(engine, value)?),
                },
            },
            other => match other.as_integer() {
                Some(number) => i32::try_from(number).map_or(Value::Long(number), Value::Int),
                None => Value::Double(convert::to_f64(engine, other)?),
            },
        }))
    }

    /// Elements of a collection, each at most once.
    fn elements(&self, shell: &mut Shell<'_>, mut items: Vec<Value>) -> Result {
        let count = if self.shuffle {
            items.len()
        } else {
            usize::try_from(self.count.unwrap_or(1))
                .unwrap_or(0)
                .min(items.len())
        };
        for at in 0..count {
            let other = at + shell.engine.random.below((items.len() - at) as u64) as usize;
            items.swap(at, other);
            let item = items[at].clone();
            shell.write(item)?;
        }
        Ok(())
    }
}

fn wrong_order(engine: &mut Engine, low: Value, high: Value) -> Result {
    let (low, high) = (
        convert::to_text(engine, &low)?,
        convert::to_text(engine, &high)?,
    );
    Fault::new(
        &types::ARGUMENT_EXCEPTION,
        format!("The Minimum value ({low}) cannot be greater than or equal to the Maximum value ({high})."),
    )
    .id("MinGreaterThanOrEqualMax")
    .category(Category::InvalidArgument)
    .raise()
}

cmdlet! {
    /// Makes a GUID: random, empty, or read from a text.
    pub struct NewGuid = "New-Guid" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.NewGuidCommand", default_set "Default" {
        /// All zeros.
        empty = "Empty": Switch => set("Empty");
        /// The text of a GUID.
        input_object = "InputObject": Option<Str> => set("InputObject"), position(0), pipeline;
    }
}

impl Run for NewGuid {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.empty.is_on() {
            return shell.write(Value::Guid([0; 16]));
        }
        let Some(text) = self.input_object.take() else {
            let guid = shell.engine.random.guid();
            return shell.write(Value::Guid(guid));
        };
        match object::members::guid::parse(&text) {
            Ok(bytes) => shell.write(Value::Guid(bytes)),
            Err(stop) => {
                let message = match &*stop {
                    object::Interrupt::Error(record) => record.exception_message(),
                    _ => Str::default(),
                };
                shell.error(
                    Fault::new(&types::FORMAT_EXCEPTION, message)
                        .id("StringNotRecognizedAsGuid")
                        .category(Category::InvalidArgument),
                )
            }
        }
    }
}
