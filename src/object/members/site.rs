//! What a call site remembers: the overload that it chose, for a target and arguments of the same types.
//!
//! Choosing an overload weighs each candidate's conversions, which costs more than most methods do. The choice depends on types
//! alone as long as the arguments are numbers, or texts for parameters that are texts; only then it is remembered.

use super::access::{constructors, find, overloads};
use super::choose::{self, Choice};
use super::hooks::Bare;
use super::invoke::invoking;
use crate::types::{self, Call, Member, MemberKind, Overload, ParamKind, Sig, Type, TypeKind};
use crate::{Host, Result, Value};
use smallvec::SmallVec;
use std::mem::{Discriminant, discriminant};

/// A remembered choice.
pub struct Site {
    kind: Type,
    name: &'static str,
    choice: Choice,
    fits: SmallVec<[Option<Discriminant<Value>>; 4]>,
    /// The arguments are passed as they come.
    as_is: bool,
    /// How many optional parameters are left out.
    missing: usize,
}

/// The type whose table answers for a value, if nothing stands before that table: no added members, no class, no block.
pub fn plain_type(target: &Value) -> Option<Type> {
    match target {
        Value::Null
        | Value::Nothing
        | Value::Object(_)
        | Value::Extended(_)
        | Value::Array(_)
        | Value::Enum(_) => None,
        Value::Native(_) => {
            let kind = target.get_type();
            let plain = matches!(kind, Type::Known(_) | Type::Generic(_))
                && !kind.is(&types::SCRIPT_BLOCK)
                && target.as_native::<Bare>().is_none();
            plain.then_some(kind)
        }
        other => match other.get_type() {
            kind @ (Type::Known(_) | Type::Generic(_)) => Some(kind),
            _ => None,
        },
    }
}

impl Site {
    /// What to remember of a call of a method, or, by the name `new` of a static one, of a constructor; `None` where the next call
    /// with such arguments might mean another overload.
    pub fn new(
        host: &mut dyn Host,
        kind: &Type,
        name: &str,
        is_static: bool,
        args: &[Value],
    ) -> Option<Site> {
        let info = kind.info()?;
        let (name, list) = if is_static && name.eq_ignore_ascii_case("new") {
            if matches!(info.kind, TypeKind::Static | TypeKind::Interface) {
                return None;
            }
            (".ctor", constructors(kind).iter().collect())
        } else {
            let member @ Member {
                kind: MemberKind::Method(_),
                ..
            } = find(kind, name, is_static)?
            else {
                return None;
            };
            (member.name, overloads(kind, member.name, is_static))
        };
        let choice = choose::choose(host, kind, name, &list, args).ok()?;
        let params = choice.overload.params;
        let simple = |kind| matches!(kind, ParamKind::Plain | ParamKind::Optional);
        if choice.expanded
            || args.len() > params.len()
            || params.iter().any(|param| !simple(param.kind))
        {
            return None;
        }
        let rivals = list
            .iter()
            .filter(|rival| choose::takes(rival, args.len()))
            .count();
        let mut fits = SmallVec::new();
        let mut as_is = true;
        for (arg, param) in args.iter().zip(params) {
            let wanted = param.sig.resolve(kind);
            let any = wanted.is(&types::OBJECT);
            let exact = is_plain(arg) && arg.get_type() == wanted;
            if exact {
                fits.push(Some(discriminant(arg)));
            } else if rivals == 1 {
                fits.push(None);
                as_is &= any;
            } else if is_plain(arg) && !matches!(arg, Value::Str(_)) {
                fits.push(Some(discriminant(arg)));
                as_is &= any;
            } else {
                return None;
            }
        }
        Some(Site {
            kind: kind.clone(),
            name,
            missing: params.len() - args.len(),
            choice,
            fits,
            as_is,
        })
    }

    /// Whether a call is of the kind that is remembered.
    #[inline]
    pub fn fits(&self, kind: &Type, args: &[Value]) -> bool {
        self.fits.len() == args.len()
            && self
                .fits
                .iter()
                .zip(args)
                .all(|(fit, arg)| fit.is_none_or(|fit| fit == discriminant(arg)))
            && self.kind == *kind
    }

    /// Runs it.
    ///
    /// # Errors
    /// Those of the conversions and of the method.
    pub fn call(&self, host: &mut dyn Host, this: &Value, args: &[Value]) -> Result<Value> {
        if self.as_is && self.missing == 0 {
            return self.run(host, this, args);
        }
        let converted = choose::convert(host, &self.kind, self.name, &self.choice, args)?;
        self.run(host, this, &converted)
    }

    fn run(&self, host: &mut dyn Host, this: &Value, args: &[Value]) -> Result<Value> {
        let overload: &'static Overload = self.choice.overload;
        let mut call = Call {
            host,
            this,
            args,
            kind: &self.kind,
        };
        let value =
            (overload.run)(&mut call).map_err(|error| invoking(self.name, args.len(), error))?;
        Ok(match overload.returns {
            Sig::Void if self.name != ".ctor" => Value::Nothing,
            _ => value,
        })
    }
}

/// Values whose variant tells their type, and whose type tells what they convert to.
fn is_plain(value: &Value) -> bool {
    matches!(
        value,
        Value::Bool(_)
            | Value::Char(_)
            | Value::Byte(_)
            | Value::Int(_)
            | Value::UInt(_)
            | Value::Long(_)
            | Value::ULong(_)
            | Value::Single(_)
            | Value::Double(_)
            | Value::Decimal(_)
            | Value::Str(_)
            | Value::DateTime(_)
            | Value::TimeSpan(_)
    )
}
