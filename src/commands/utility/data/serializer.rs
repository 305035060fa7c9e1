//! `PSSerializer`: what `Export-Clixml` does, as methods.

use super::clixml_read;
use super::clixml_write::{DEPTH_DEFAULT, Writer};
use engine::Engine;
use object::types::{self, Call, Member, Overload, Param, Sig, TypeInfo};
use object::{Fault, Result, Value};

const STR: Sig = Sig::One(&types::STRING);
const OBJ: Sig = Sig::One(&types::OBJECT);
const INT: Sig = Sig::One(&types::INT32);

/// `PSSerializer`
pub static PS_SERIALIZER: TypeInfo =
    TypeInfo::statics("System.Management.Automation.PSSerializer", || MEMBERS);

static MEMBERS: &[Member] = &[
    Member::static_method(
        "Serialize",
        &[
            Overload::new(&[Param::of("source", OBJ)], STR, |call| {
                serialize(call, DEPTH_DEFAULT as i64)
            }),
            Overload::new(
                &[Param::of("source", OBJ), Param::of("depth", INT)],
                STR,
                |call| {
                    let depth = call.long(1);
                    serialize(call, depth)
                },
            ),
        ],
    ),
    Member::static_method(
        "Deserialize",
        &[Overload::new(&[Param::of("source", STR)], OBJ, |call| {
            Ok(Value::from_output(deserialize(call)?))
        })],
    ),
    Member::static_method(
        "DeserializeAsList",
        &[Overload::new(
            &[Param::of("source", STR)],
            Sig::Many(&types::OBJECT),
            |call| Ok(Value::array(deserialize(call)?)),
        )],
    ),
];

fn engine<'a>(call: &'a mut Call<'_>) -> Result<&'a mut Engine> {
    match call
        .host
        .as_any()
        .and_then(|host| host.downcast_mut::<Engine>())
    {
        Some(engine) => Ok(engine),
        None => Fault::new(
            &types::NOT_SUPPORTED_EXCEPTION,
            "There is no session to serialize in.",
        )
        .raise(),
    }
}

fn serialize(call: &mut Call<'_>, depth: i64) -> Result<Value> {
    let Some(depth) = usize::try_from(depth).ok().filter(|depth| *depth > 0) else {
        let message = "Cannot process argument because the value of argument \"depth\" is out of range. Change argument \"depth\" to a value that is within range.";
        return Fault::new(&types::PS_ARGUMENT_EXCEPTION, message).raise();
    };
    let value = call.arg(0).clone();
    let mut writer = Writer::default();
    writer.value(engine(call)?, &value, None, depth)?;
    Ok(Value::from(writer.finish()))
}

fn deserialize(call: &mut Call<'_>) -> Result<Vec<Value>> {
    let text = call.text(0);
    clixml_read::read(engine(call)?, &text)
}
