//! Which overload a call means: PowerShell's choice (`Adapter.FindBestMethod`), and the conversion of the arguments to it.
//!
//! Candidates are the overloads that can take that many arguments, each convertible. The one whose conversions are better,
//! counted from the left with falling weight, wins; ties go to the most specific types where nothing is lost and to the most
//! general ones where something is, then to the one without an expanded `params` array, then to the shorter one.

use super::access::same_type;
use super::display::type_name;
use crate::types::{self, Call, Overload, Param, ParamKind, Type, TypeInfo};
use crate::{Array, Fault, Host, Interrupt, Result, Value, convert as conversion};
use smallvec::SmallVec;
use std::cmp::Ordering;

/// The overload chosen.
pub struct Choice {
    /// It.
    pub overload: &'static Overload,
    /// The last arguments become the elements of its `params` array.
    pub expanded: bool,
}

struct Candidate {
    choice: Choice,
    costs: SmallVec<[u32; 6]>,
    kinds: SmallVec<[Type; 6]>,
}

/// Chooses the overload that a call with these arguments means.
pub fn choose(
    host: &mut dyn Host,
    kind: &Type,
    name: &str,
    list: &[&'static Overload],
    args: &[Value],
) -> Result<Choice> {
    if let [only] = list
        && only.params.len() == args.len()
        && !has_twin(kind, name, only)
        && !only
            .params
            .iter()
            .any(|param| param.kind == ParamKind::Params)
    {
        return Ok(Choice {
            overload: only,
            expanded: false,
        });
    }
    let mut best: Option<Candidate> = None;
    let mut ambiguous = false;
    for overload in list.iter().filter(|overload| takes(overload, args.len())) {
        let Some(candidate) = weigh(host, kind, overload, args) else {
            continue;
        };
        match &best {
            None => best = Some(candidate),
            Some(so_far) => match compare(so_far, &candidate) {
                Ordering::Equal => ambiguous = true,
                Ordering::Less => {
                    best = Some(candidate);
                    ambiguous = false;
                }
                Ordering::Greater => {}
            },
        }
    }
    match best {
        None => no_overload(name, args.len()).raise(),
        Some(_) if ambiguous => {
            let message = format!(
                "Multiple ambiguous overloads found for \"{name}\" and the argument count: \"{}\".",
                args.len()
            );
            Fault::new(&types::METHOD_EXCEPTION, message)
                .id("MethodCountCouldNotFindBest")
                .raise()
        }
        Some(candidate) => Ok(candidate.choice),
    }
}

/// Whether an interface of a generic collection has another signature of that method: `IList.Add(object)` beside `List[T].Add(T)`.
/// Scripts cannot call it, but with it the method is one that must be chosen, and none is where no conversion exists.
fn has_twin(kind: &Type, name: &str, overload: &Overload) -> bool {
    const TWINS: [&str; 9] = [
        "Add",
        "Insert",
        "Remove",
        "Contains",
        "IndexOf",
        "CopyTo",
        "ContainsKey",
        "set_Item",
        "Item",
    ];
    let takes_any = |param: &Param| param.sig.resolve(kind).is(&types::OBJECT);
    matches!(kind, Type::Generic(_))
        && TWINS.iter().any(|twin| twin.eq_ignore_ascii_case(name))
        && !overload.params.iter().all(takes_any)
        && Type::Known(&types::IENUMERABLE).is_assignable_from(kind)
}

/// The fault of a call that no overload can take.
pub fn no_overload(name: &str, count: usize) -> Fault {
    let message =
        format!("Cannot find an overload for \"{name}\" and the argument count: \"{count}\".");
    Fault::new(&types::METHOD_EXCEPTION, message).id("MethodCountCouldNotFindBest")
}

/// Whether an overload can be called with that many arguments.
pub(super) fn takes(overload: &Overload, count: usize) -> bool {
    let params = overload.params;
    let has_array = params
        .last()
        .is_some_and(|param| param.kind == ParamKind::Params);
    match count.cmp(&params.len()) {
        Ordering::Equal => true,
        Ordering::Greater => has_array,
        Ordering::Less if has_array => count + 1 == params.len(),
        Ordering::Less => params[count..]
            .iter()
            .all(|param| param.kind == ParamKind::Optional),
    }
}

/// What each argument's conversion costs; `None` where one is impossible.
fn weigh(
    host: &mut dyn Host,
    kind: &Type,
    overload: &'static Overload,
    args: &[Value],
) -> Option<Candidate> {
    let mut candidate = Candidate {
        choice: Choice {
            overload,
            expanded: false,
        },
        costs: SmallVec::new(),
        kinds: SmallVec::new(),
    };
    let count = overload.params.len();
    for (at, param) in overload.params.iter().enumerate() {
        let wanted = param.sig.resolve(kind);
        if param.kind == ParamKind::Params {
            let element = element_of(&wanted);
            if count == args.len() {
                let as_array = cost(host, &args[at], &wanted, param);
                let as_element = cost(host, &args[at], &element, param);
                let expand =
                    as_element.is_some_and(|single| as_array.is_none_or(|whole| single < whole));
                candidate.choice.expanded = expand;
                candidate
                    .costs
                    .push(if expand { as_element? } else { as_array? });
                candidate.kinds.push(if expand { element } else { wanted });
            } else {
                candidate.choice.expanded = true;
                for arg in args.get(at..).unwrap_or_default() {
                    candidate.costs.push(cost(host, arg, &element, param)?);
                    candidate.kinds.push(element.clone());
                }
            }
            break;
        }
        let Some(arg) = args.get(at) else { break };
        candidate.costs.push(cost(host, arg, &wanted, param)?);
        candidate.kinds.push(wanted);
    }
    Some(candidate)
}

fn element_of(array: &Type) -> Type {
    match array {
        Type::Array(array) => array.element.clone(),
        _ => Type::Known(&types::OBJECT),
    }
}

fn cost(host: &mut dyn Host, arg: &Value, wanted: &Type, param: &Param) -> Option<u32> {
    if param.kind == ParamKind::Ref {
        // What the variable holds now does not matter: the call replaces it.
        return if is_reference(arg) {
            Some(0)
        } else {
            conversion::cost(host, arg, wanted)
        };
    }
    conversion::cost(host, arg, wanted)
}

fn is_reference(arg: &Value) -> bool {
    arg.as_native::<super::reference::Reference>().is_some()
}

/// `Greater` where the first is the better one, `Equal` where they are ambiguous.
fn compare(first: &Candidate, second: &Candidate) -> Ordering {
    let count = first.costs.len().min(second.costs.len()) as i64;
    let mut better = 0;
    for at in 0..count as usize {
        let weight = count - at as i64;
        better += match first.costs[at].cmp(&second.costs[at]) {
            Ordering::Less => weight,
            Ordering::Greater => -weight,
            Ordering::Equal => 0,
        };
    }
    if better == 0 {
        better = prefer_types(first, second);
    }
    if better != 0 {
        return better.cmp(&0);
    }
    if !(0..count as usize).all(|at| first.kinds[at] == second.kinds[at]) {
        return Ordering::Equal;
    }
    let lengths = (
        first.choice.overload.params.len(),
        second.choice.overload.params.len(),
    );
    match (first.choice.expanded, second.choice.expanded) {
        (true, true) if lengths.0 > lengths.1 => Ordering::Greater,
        (true, true) => Ordering::Less,
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => lengths.1.cmp(&lengths.0),
    }
}

/// The rule for equal conversions: the most specific type where they lose nothing, the most general one where they lose something.
fn prefer_types(first: &Candidate, second: &Candidate) -> i64 {
    let mut better = 0;
    let count = first.costs.len().min(second.costs.len());
    let mut weight = count as i64;
    for at in 0..count {
        let (a, b) = (&first.kinds[at], &second.kinds[at]);
        let losses = (loss(first.costs[at]), loss(second.costs[at]));
        if let (Some(lost_a), Some(lost_b)) = losses
            && lost_a == lost_b
        {
            if !lost_a {
                weight = -weight;
            }
            better += match type_rank(a, b).cmp(&type_rank(b, a)) {
                Ordering::Less => weight,
                Ordering::Greater => -weight,
                Ordering::Equal => 0,
            };
        }
        weight = weight.abs() - 1;
    }
    better
}

/// Whether a conversion of that cost loses information; `None` where it is neither numeric nor by inheritance.
fn loss(cost: u32) -> Option<bool> {
    let rank = conversion::rank::IDENTITY.saturating_sub(cost);
    (rank >= conversion::rank::NULL_TO_VALUE).then_some(rank < conversion::rank::NUMERIC_IMPLICIT)
}

/// How well one type converts to another, as far as a tie between parameters needs to know.
fn type_rank(from: &Type, to: &Type) -> u32 {
    const IDENTITY: u32 = 9;
    const ASSIGNABLE: u32 = 7;
    const IMPLICIT: u32 = 5;
    const EXPLICIT: u32 = 3;
    if same_type(from, to) {
        return IDENTITY;
    }
    if to.is_assignable_from(from) {
        return ASSIGNABLE;
    }
    if let (Type::Known(a), Type::Known(b)) = (from, to)
        && let Some(implicit) = widens(a, b)
    {
        // PowerShell ranks a decimal's way to a fraction above the way back, so that text means a double.
        let to_fraction =
            from.is(&types::DECIMAL) && (to.is(&types::DOUBLE) || to.is(&types::SINGLE));
        return if implicit {
            IMPLICIT
        } else {
            EXPLICIT + u32::from(to_fraction)
        };
    }
    if let (Type::Array(array), false) = (to, matches!(from, Type::Array(_))) {
        // One value becomes an array of one: a little worse than its own conversion.
        return type_rank(from, &array.element).saturating_sub(1);
    }
    if from.is(&types::STRING) && to.is(&types::CHAR) {
        return 2;
    }
    u32::from(to.is(&types::STRING) || to.is(&types::BOOLEAN))
}

/// Whether a number type converts to another without loss; `None` where one of them is none.
fn widens(from: &'static TypeInfo, to: &'static TypeInfo) -> Option<bool> {
    let order = |info: &'static TypeInfo| {
        NUMBERS
            .iter()
            .position(|(known, ..)| std::ptr::eq(*known, info))
    };
    let (from, to) = (order(from)?, order(to)?);
    let (_, from_bits, from_signed) = NUMBERS[from];
    let (_, to_bits, to_signed) = NUMBERS[to];
    const FRACTION: u32 = 200;
    Some(match (from_bits >= FRACTION, to_bits >= FRACTION) {
        (false, true) => true,
        (true, false) => false,
        (true, true) => from_bits == FRACTION && to_bits == FRACTION + 1,
        (false, false) if from_signed == to_signed => from_bits < to_bits,
        (false, false) => !from_signed && from_bits < to_bits,
    })
}

/// Number types with their bits (from 200 on: fractions) and whether they are signed.
static NUMBERS: [(&TypeInfo, u32, bool); 11] = [
    (&types::SBYTE, 8, true),
    (&types::BYTE, 8, false),
    (&types::INT16, 16, true),
    (&types::UINT16, 16, false),
    (&types::INT32, 32, true),
    (&types::UINT32, 32, false),
    (&types::INT64, 64, true),
    (&types::UINT64, 64, false),
    (&types::SINGLE, 200, true),
    (&types::DOUBLE, 201, true),
    (&types::DECIMAL, 202, true),
];

/// The arguments converted to the parameters, one for each.
pub fn convert(
    host: &mut dyn Host,
    kind: &Type,
    name: &str,
    choice: &Choice,
    args: &[Value],
) -> Result<SmallVec<[Value; 4]>> {
    let mut converted = SmallVec::new();
    for (at, param) in choice.overload.params.iter().enumerate() {
        let wanted = param.sig.resolve(kind);
        if choice.expanded && param.kind == ParamKind::Params {
            let element = element_of(&wanted);
            let mut items = Vec::new();
            for arg in args.get(at..).unwrap_or_default() {
                items.push(convert_one(host, name, param, &element, arg)?);
            }
            converted.push(Value::Array(Array::of(element, items)));
            break;
        }
        match args.get(at) {
            None => converted.push(Value::Nothing),
            Some(arg) if param.kind == ParamKind::Ref => {
                if !is_reference(arg) {
                    let message = format!(
                        "Argument: '{}' should be a System.Management.Automation.PSReference. Use [ref].",
                        at + 1
                    );
                    return Fault::new(&types::METHOD_EXCEPTION, message)
                        .id("NonRefArgumentToRefParameterMsg")
                        .raise();
                }
                converted.push(arg.clone());
            }
            Some(arg) => converted.push(convert_one(host, name, param, &wanted, arg)?),
        }
    }
    Ok(converted)
}

fn convert_one(
    host: &mut dyn Host,
    name: &str,
    param: &Param,
    wanted: &Type,
    arg: &Value,
) -> Result<Value> {
    if wanted.is(&types::OBJECT) {
        // `AutomationNull` is null to every method.
        return Ok(if arg.is_null() {
            Value::Null
        } else {
            arg.clone()
        });
    }
    if !arg.is_null() && same_type(&arg.get_type(), wanted) {
        return Ok(arg.base().clone());
    }
    conversion::to(host, arg, wanted).map_err(|error| match *error {
        Interrupt::Error(record) => {
            let shown = conversion::to_text(host, arg).unwrap_or_default();
            let message = format!(
                "Cannot convert argument \"{}\", with value: \"{shown}\", for \"{name}\" to type \"{}\": \"{}\"",
                param.name,
                shown_type(wanted),
                record.exception_message()
            );
            let fault = Fault::new(&types::METHOD_EXCEPTION, message).id("MethodArgumentConversionInvalidCastArgument");
            fault.because(record.exception.clone()).into()
        }
        other => Box::new(other),
    })
}

fn shown_type(kind: &Type) -> String {
    match kind {
        Type::Known(_) | Type::Array(_) | Type::Class(_) | Type::Named(_) => kind.full_name(),
        Type::Generic(_) => type_name(kind),
    }
}

/// Runs an overload whose arguments stand ready.
pub fn run(
    host: &mut dyn Host,
    this: &Value,
    kind: &Type,
    choice: &Choice,
    args: &[Value],
) -> Result<Value> {
    let mut call = Call {
        host,
        this,
        args,
        kind,
    };
    (choice.overload.run)(&mut call)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::testing::TestHost;
    use crate::members::invoke_static;

    fn call(name: &str, args: &[Value]) -> String {
        let math = Type::Known(&crate::members::math::MATH);
        match invoke_static(&mut TestHost, &math, name, args) {
            Ok(value) => format!(
                "{} {}",
                value.get_type().name(),
                crate::members::object::plain_text(&value)
            ),
            Err(_) => "error".to_string(),
        }
    }

    #[test]
    fn the_first_argument_weighs_most() {
        assert_eq!(call("Max", &[Value::Int(1), Value::Double(2.5)]), "Int32 2");
        assert_eq!(
            call("Max", &[Value::Double(1.0), Value::Int(2)]),
            "Double 2"
        );
    }

    #[test]
    fn text_means_a_double() {
        assert_eq!(
            call("Round", &["2.567".into(), Value::Int(1)]),
            "Double 2.6"
        );
        assert_eq!(call("Abs", &["-5".into()]), "Double 5");
    }

    #[test]
    fn small_integers_take_the_narrowest_type_that_loses_nothing() {
        assert_eq!(call("Abs", &[Value::Byte(3)]), "Int16 3");
        assert_eq!(call("Sign", &[Value::Long(-3)]), "Int32 -1");
    }
}
