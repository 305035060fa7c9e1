//! `Where-Object`: the filter of every pipeline.

use engine::declare::Check;
use engine::{Collector, Out, PsObject, Run, ScriptBlockArgument, Shell, Switch, cmdlet};
use object::{Category, Fault, Result, SlotKind, Str, Symbol, Value, convert, operators, types};
use object::{Shape, pattern::Wildcard};
use std::rc::Rc;
use syntax::ast::{BinaryOp, Case};

cmdlet! {
    /// Lets through those objects for which a script block, or a comparison of a property, holds.
    pub struct WhereObject = "Where-Object" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.WhereObjectCommand", default_set "EqualSet" {
        /// The objects to work on, from the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        /// Lets an object through for which it gives something true; `$_` is the object.
        filter_script = "FilterScript": ScriptBlockArgument => set("ScriptBlockSet"), mandatory, position(0);
        /// The property to compare; alone, it lets through what has something true there.
        property = "Property": Option<Str> => set("EqualSet"), mandatory, position(0), also(&["CaseSensitiveEqualSet", "NotEqualSet", "CaseSensitiveNotEqualSet", "GreaterThanSet", "CaseSensitiveGreaterThanSet", "LessThanSet", "CaseSensitiveLessThanSet", "GreaterOrEqualSet", "CaseSensitiveGreaterOrEqualSet", "LessOrEqualSet", "CaseSensitiveLessOrEqualSet", "LikeSet", "CaseSensitiveLikeSet", "NotLikeSet", "CaseSensitiveNotLikeSet", "MatchSet", "CaseSensitiveMatchSet", "NotMatchSet", "CaseSensitiveNotMatchSet", "ContainsSet", "CaseSensitiveContainsSet", "NotContainsSet", "CaseSensitiveNotContainsSet", "InSet", "CaseSensitiveInSet", "NotInSet", "CaseSensitiveNotInSet", "IsSet", "IsNotSet", "Not"]), check(&[Check::NotNullOrEmpty]);
        /// What to compare with.
        value = "Value": Option<Value> => set("EqualSet"), position(1), also(&["CaseSensitiveEqualSet", "NotEqualSet", "CaseSensitiveNotEqualSet", "GreaterThanSet", "CaseSensitiveGreaterThanSet", "LessThanSet", "CaseSensitiveLessThanSet", "GreaterOrEqualSet", "CaseSensitiveGreaterOrEqualSet", "LessOrEqualSet", "CaseSensitiveLessOrEqualSet", "LikeSet", "CaseSensitiveLikeSet", "NotLikeSet", "CaseSensitiveNotLikeSet", "MatchSet", "CaseSensitiveMatchSet", "NotMatchSet", "CaseSensitiveNotMatchSet", "ContainsSet", "CaseSensitiveContainsSet", "NotContainsSet", "CaseSensitiveNotContainsSet", "InSet", "CaseSensitiveInSet", "NotInSet", "CaseSensitiveNotInSet", "IsSet", "IsNotSet"]);
        /// Equal.
        eq = "EQ": Switch => alias(&["IEQ"]), set("EqualSet");
        /// Equal, in the same case.
        ceq = "CEQ": Switch => set("CaseSensitiveEqualSet"), mandatory;
        /// Not equal.
        ne = "NE": Switch => alias(&["INE"]), set("NotEqualSet"), mandatory;
        /// Not equal, or in another case.
        cne = "CNE": Switch => set("CaseSensitiveNotEqualSet"), mandatory;
        /// Greater.
        gt = "GT": Switch => alias(&["IGT"]), set("GreaterThanSet"), mandatory;
        /// Greater, where case counts.
        cgt = "CGT": Switch => set("CaseSensitiveGreaterThanSet"), mandatory;
        /// Less.
        lt = "LT": Switch => alias(&["ILT"]), set("LessThanSet"), mandatory;
        /// Less, where case counts.
        clt = "CLT": Switch => set("CaseSensitiveLessThanSet"), mandatory;
        /// Greater or equal.
        ge = "GE": Switch => alias(&["IGE"]), set("GreaterOrEqualSet"), mandatory;
        /// Greater or equal, where case counts.
        cge = "CGE": Switch => set("CaseSensitiveGreaterOrEqualSet"), mandatory;
        /// Less or equal.
        le = "LE": Switch => alias(&["ILE"]), set("LessOrEqualSet"), mandatory;
        /// Less or equal, where case counts.
        cle = "CLE": Switch => set("CaseSensitiveLessOrEqualSet"), mandatory;
        /// Matches a wildcard pattern.
        like = "Like": Switch => alias(&["ILike"]), set("LikeSet"), mandatory;
        /// Matches a wildcard pattern, where case counts.
        c_like = "CLike": Switch => set("CaseSensitiveLikeSet"), mandatory;
        /// Does not match a wildcard pattern.
        not_like = "NotLike": Switch => alias(&["INotLike"]), set("NotLikeSet"), mandatory;
        /// Does not match a wildcard pattern, where case counts.
        c_not_like = "CNotLike": Switch => set("CaseSensitiveNotLikeSet"), mandatory;
        /// Matches a regular expression.
        matches = "Match": Switch => alias(&["IMatch"]), set("MatchSet"), mandatory;
        /// Matches a regular expression, where case counts.
        c_match = "CMatch": Switch => set("CaseSensitiveMatchSet"), mandatory;
        /// Does not match a regular expression.
        not_match = "NotMatch": Switch => alias(&["INotMatch"]), set("NotMatchSet"), mandatory;
        /// Does not match a regular expression, where case counts.
        c_not_match = "CNotMatch": Switch => set("CaseSensitiveNotMatchSet"), mandatory;
        /// The property is a collection that has the value.
        contains = "Contains": Switch => alias(&["IContains"]), set("ContainsSet"), mandatory;
        /// The same, where case counts.
        c_contains = "CContains": Switch => set("CaseSensitiveContainsSet"), mandatory;
        /// The property is a collection that does not have the value.
        not_contains = "NotContains": Switch => alias(&["INotContains"]), set("NotContainsSet"), mandatory;
        /// The same, where case counts.
        c_not_contains = "CNotContains": Switch => set("CaseSensitiveNotContainsSet"), mandatory;
        /// The property is one of the values.
        is_in = "In": Switch => alias(&["IIn"]), set("InSet"), mandatory;
        /// The same, where case counts.
        c_in = "CIn": Switch => set("CaseSensitiveInSet"), mandatory;
        /// The property is none of the values.
        not_in = "NotIn": Switch => alias(&["INotIn"]), set("NotInSet"), mandatory;
        /// The same, where case counts.
        c_not_in = "CNotIn": Switch => set("CaseSensitiveNotInSet"), mandatory;
        /// The property is of that type.
        is = "Is": Switch => set("IsSet"), mandatory;
        /// The property is not of that type.
        is_not = "IsNot": Switch => set("IsNotSet"), mandatory;
        /// The property has nothing true.
        not = "Not": Switch => set("Not"), mandatory;
        state {
            test: Test;
            collector: Rc<Collector>;
            sink: Option<Out>;
            cached: Option<(Rc<Shape>, usize)>;
        }
    }
}

/// What is asked of each object.
#[derive(Default)]
enum Test {
    #[default]
    Truth,
    Not,
    Compare(BinaryOp),
    /// `-like` with one pattern for all objects.
    Like(Wildcard, bool),
}

impl Run for WhereObject {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.filter_script.0.is_some() {
            self.sink = Some(Rc::clone(&self.collector) as Out);
            return Ok(());
        }
        self.test = match self.operator() {
            Some(op) => self.comparison(shell, op)?,
            None if self.not.is_on() => Test::Not,
            None if self.value.is_some() => return missing_operator(),
            None => Test::Truth,
        };
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(item) = self.input_object.0.take() else {
            return Ok(());
        };
        let keep = match (&self.filter_script.0, &self.sink) {
            (Some(block), Some(sink)) => {
                shell
                    .engine
                    .call_with_item_into(block, item.clone(), sink)?;
                convert::to_bool(&Value::from_output(self.collector.take()))
            }
            _ => self.holds(shell, &item)?,
        };
        if keep { shell.write(item) } else { Ok(()) }
    }
}

impl WhereObject {
    fn operator(&self) -> Option<BinaryOp> {
        use Case::{Ignore, Match};
        let all = [
            (self.eq, BinaryOp::Equal(Ignore)),
            (self.ceq, BinaryOp::Equal(Match)),
            (self.ne, BinaryOp::NotEqual(Ignore)),
            (self.cne, BinaryOp::NotEqual(Match)),
            (self.gt, BinaryOp::Greater(Ignore)),
            (self.cgt, BinaryOp::Greater(Match)),
            (self.lt, BinaryOp::Less(Ignore)),
            (self.clt, BinaryOp::Less(Match)),
            (self.ge, BinaryOp::GreaterOrEqual(Ignore)),
            (self.cge, BinaryOp::GreaterOrEqual(Match)),
            (self.le, BinaryOp::LessOrEqual(Ignore)),
            (self.cle, BinaryOp::LessOrEqual(Match)),
            (self.like, BinaryOp::Like(Ignore)),
            (self.c_like, BinaryOp::Like(Match)),
            (self.not_like, BinaryOp::NotLike(Ignore)),
            (self.c_not_like, BinaryOp::NotLike(Match)),
            (self.matches, BinaryOp::Match(Ignore)),
            (self.c_match, BinaryOp::Match(Match)),
            (self.not_match, BinaryOp::NotMatch(Ignore)),
            (self.c_not_match, BinaryOp::NotMatch(Match)),
            (self.contains, BinaryOp::Contains(Ignore)),
            (self.c_contains, BinaryOp::Contains(Match)),
            (self.not_contains, BinaryOp::NotContains(Ignore)),
            (self.c_not_contains, BinaryOp::NotContains(Match)),
            (self.is_in, BinaryOp::In(Ignore)),
            (self.c_in, BinaryOp::In(Match)),
            (self.not_in, BinaryOp::NotIn(Ignore)),
            (self.c_not_in, BinaryOp::NotIn(Match)),
            (self.is, BinaryOp::Is),
            (self.is_not, BinaryOp::IsNot),
        ];
        all.iter()
            .find(|(switch, _)| switch.is_on())
            .map(|(_, op)| *op)
    }

    /// Makes ready what does not change from object to object.
    fn comparison(&mut self, shell: &mut Shell<'_>, op: BinaryOp) -> Result<Test> {
        if self.value.is_none() {
            return missing_value();
        }
        match op {
            BinaryOp::Like(case) | BinaryOp::NotLike(case) => {
                let value = self.value.clone().unwrap_or_default();
                let text = convert::to_text(shell.engine, &value)?;
                match Wildcard::new(&text, case == Case::Ignore) {
                    Ok(pattern) => Ok(Test::Like(pattern, matches!(op, BinaryOp::NotLike(_)))),
                    Err(_) => Ok(Test::Compare(op)),
                }
            }
            BinaryOp::Is | BinaryOp::IsNot => {
                let value = self.value.clone().unwrap_or_default();
                // A name in brackets means the type, as it would in an expression.
                let named = value
                    .as_str()
                    .map(|name| Str::from(name.trim_start_matches('[').trim_end_matches(']')));
                if let Some(name) = named
                    && let Some(kind) = object::Host::find_type(shell.engine, &name)
                {
                    self.value = Some(Value::Type(kind));
                }
                Ok(Test::Compare(op))
            }
            _ => Ok(Test::Compare(op)),
        }
    }

    fn holds(&mut self, shell: &mut Shell<'_>, item: &Value) -> Result<bool> {
        let left = self.property_of(shell, item)?;
        match &self.test {
            Test::Truth => Ok(convert::to_bool(&left)),
            Test::Not => Ok(!convert::to_bool(&left)),
            Test::Like(pattern, negated) => match &left {
                Value::Str(text) => Ok(pattern.is_match(text) != *negated),
                _ => {
                    let op = if *negated {
                        BinaryOp::NotLike(Case::Ignore)
                    } else {
                        BinaryOp::Like(Case::Ignore)
                    };
                    let right = self.value.clone().unwrap_or_default();
                    Ok(convert::to_bool(&operators::binary(
                        shell.engine,
                        op,
                        &left,
                        &right,
                    )?))
                }
            },
            Test::Compare(op) => {
                let op = *op;
                let Some(right) = &self.value else {
                    return Ok(false);
                };
                if let (BinaryOp::Match(case), Value::Str(_)) = (op, &left) {
                    return matches_and_remembers(shell, &left, right, case);
                }
                Ok(convert::to_bool(&operators::binary(
                    shell.engine,
                    op,
                    &left,
                    right,
                )?))
            }
        }
    }

    /// The property of one object: by slot where the last object had the same shape.
    fn property_of(&mut self, shell: &mut Shell<'_>, item: &Value) -> Result<Value> {
        let name = self.property.clone().unwrap_or_default();
        if let Value::Object(object) = item {
            if let Some((shape, slot)) = &self.cached
                && let Some(value) = object.cached(shape, *slot)
            {
                return Ok(value);
            }
            if let Some((slot, SlotKind::Note | SlotKind::Property | SlotKind::ReadOnly)) =
                object.find(Symbol::of(&name))
            {
                self.cached = Some((object.shape(), slot));
                return Ok(object.slot(slot));
            }
        }
        if let Value::Dict(dict) = item.base()
            && let Some(value) = dict.get_str(&name)
        {
            return Ok(value);
        }
        property_by_pattern(shell, item, &name)
    }
}

/// A property whose name may be a pattern: the first that matches counts.
fn property_by_pattern(shell: &mut Shell<'_>, item: &Value, name: &str) -> Result<Value> {
    if !object::pattern::contains_wildcard_characters(name) {
        if let Some(value) = shell.engine.own_property(item, name)? {
            return Ok(value);
        }
        if shell.engine.strict_mode() >= 2 && !item.is_null() {
            return property_not_found(name);
        }
        return Ok(Value::Null);
    }
    let Ok(pattern) = Wildcard::new(name, true) else {
        return Ok(Value::Null);
    };
    let names: Vec<Str> = object::members::display::members_of(item)
        .into_iter()
        .map(|view| view.name)
        .collect();
    match names.iter().find(|known| pattern.is_match(known)) {
        Some(known) => Ok(shell.engine.own_property(item, known)?.unwrap_or_default()),
        None => Ok(Value::Null),
    }
}

/// `-match` sets `$Matches` as the operator does.
fn matches_and_remembers(
    shell: &mut Shell<'_>,
    left: &Value,
    right: &Value,
    case: Case,
) -> Result<bool> {
    let (answer, groups) = operators::matches(shell.engine, left, right, case)?;
    if let Some(groups) = groups {
        let dict = object::Dict::new(
            object::Type::Known(&types::HASHTABLE),
            object::KeyCase::Ignore,
            object::Order::Any,
        );
        for (key, value) in groups.entries() {
            dict.insert(key, value);
        }
        shell
            .engine
            .set_variable(Symbol::of("Matches"), Value::Dict(Rc::new(dict)))?;
    }
    Ok(convert::to_bool(&answer))
}

fn property_not_found<T>(name: &str) -> Result<T> {
    Fault::new(
        &types::PROPERTY_NOT_FOUND_EXCEPTION,
        format!(
            "The property '{name}' cannot be found on this object. Verify that the property exists."
        ),
    )
    .id("PropertyNotFound")
    .category(Category::InvalidArgument)
    .raise()
}

fn missing_value<T>() -> Result<T> {
    Fault::new(&types::PS_ARGUMENT_EXCEPTION, "The specified operator requires both the -Property and -Value parameters. Provide values for both parameters, and then try the command again.")
        .id("ValueNotSpecifiedForWhereObject")
        .category(Category::InvalidArgument)
        .raise()
}

fn missing_operator<T>() -> Result<T> {
    Fault::new(&types::PS_ARGUMENT_EXCEPTION, "The operator is not specified for the Where-Object cmdlet. Specify one of the operators, and then try the command again.")
        .id("OperatorNotSpecified")
        .category(Category::InvalidArgument)
        .raise()
}
