//! `System.Numerics.Complex`.

use super::args::*;
use super::cultures::{self, Culture};
use super::table::*;
use crate::number::FormatNumber;
use crate::types::{Call, Member, Sig, Type, TypeInfo};
use crate::{Native, Result, Str, Value};

/// A complex number.
#[derive(Clone, Copy, PartialEq)]
pub struct Complex {
    re: f64,
    im: f64,
}

/// `Complex`
pub static COMPLEX: TypeInfo =
    TypeInfo::value("System.Numerics.Complex", || value(0.0, 0.0)).members(|| MEMBERS);

impl Native for Complex {
    fn get_type(&self) -> Type {
        Type::Known(&COMPLEX)
    }

    fn to_text(&self) -> Str {
        let invariant = crate::number::NumberFormatInfo::invariant_ref();
        let text = |part: f64| FormatNumber::text(&part, invariant);
        Str::from(format!("<{}; {}>", text(self.re), text(self.im)))
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Complex>()
            .is_some_and(|other| other == self)
    }
}

impl Complex {
    /// `ToString(format, provider)`
    pub fn text(&self, spec: &str, culture: &Culture) -> Result<String> {
        use super::failure::OrRaise;
        let part = |part: f64| part.format(spec, culture.numbers()).or_raise();
        Ok(format!("<{}; {}>", part(self.re)?, part(self.im)?))
    }

    fn abs(self) -> f64 {
        self.re.hypot(self.im)
    }

    fn phase(self) -> f64 {
        self.im.atan2(self.re)
    }

    fn polar(magnitude: f64, phase: f64) -> Complex {
        Complex {
            re: magnitude * phase.cos(),
            im: magnitude * phase.sin(),
        }
    }

    fn ln(self) -> Complex {
        Complex {
            re: self.abs().ln(),
            im: self.phase(),
        }
    }

    fn exp(self) -> Complex {
        Complex::polar(self.re.exp(), self.im)
    }

    fn times(self, other: Complex) -> Complex {
        Complex {
            re: self.re * other.re - self.im * other.im,
            im: self.im * other.re + self.re * other.im,
        }
    }

    /// Smith's division, as .NET computes it: scaled by the larger part of the divisor.
    fn over(self, other: Complex) -> Complex {
        let (a, b, c, d) = (self.re, self.im, other.re, other.im);
        if d.abs() < c.abs() {
            let ratio = d / c;
            let whole = c + d * ratio;
            Complex {
                re: (a + b * ratio) / whole,
                im: (b - a * ratio) / whole,
            }
        } else {
            let ratio = c / d;
            let whole = d + c * ratio;
            Complex {
                re: (b + a * ratio) / whole,
                im: (-a + b * ratio) / whole,
            }
        }
    }

    fn plus(self, other: Complex) -> Complex {
        Complex {
            re: self.re + other.re,
            im: self.im + other.im,
        }
    }

    fn minus(self, other: Complex) -> Complex {
        Complex {
            re: self.re - other.re,
            im: self.im - other.im,
        }
    }

    fn sqrt(self) -> Complex {
        if self.im == 0.0 {
            return if self.re < 0.0 {
                Complex {
                    re: 0.0,
                    im: (-self.re).sqrt(),
                }
            } else {
                Complex {
                    re: self.re.sqrt(),
                    im: 0.0,
                }
            };
        }
        let re = ((self.abs() + self.re) / 2.0).sqrt();
        let im = ((self.abs() - self.re) / 2.0).sqrt();
        Complex {
            re,
            im: im.copysign(self.im),
        }
    }

    fn pow(self, power: Complex) -> Complex {
        if power == (Complex { re: 0.0, im: 0.0 }) {
            return Complex { re: 1.0, im: 0.0 };
        }
        if self == (Complex { re: 0.0, im: 0.0 }) {
            return self;
        }
        let (rho, theta) = (self.abs(), self.phase());
        let turned = power.re * theta + power.im * rho.ln();
        let size = rho.powf(power.re) * (-power.im * theta).exp();
        Complex::polar(size, turned)
    }
}

fn value(re: f64, im: f64) -> Value {
    Value::native(Complex { re, im })
}

fn give(number: Complex) -> Result<Value> {
    Ok(Value::native(number))
}

fn own(c: &Call<'_>) -> Complex {
    of(c.this)
}

fn of(given: &Value) -> Complex {
    let zero = Complex { re: 0.0, im: 0.0 };
    given.as_native::<Complex>().copied().unwrap_or(zero)
}

fn at(c: &Call<'_>, n: usize) -> Complex {
    of(c.arg(n))
}

const COMPLEX_SIG: Sig = Sig::One(&COMPLEX);

macro_rules! binary {
    ($name:literal, $run:expr) => {
        static_method!($name,
            (left: COMPLEX_SIG, right: COMPLEX_SIG) -> COMPLEX_SIG => |c| { let run: fn(Complex, Complex) -> Complex = $run; give(run(at(c, 0), at(c, 1))) },
            (left: COMPLEX_SIG, right: DOUBLE) -> COMPLEX_SIG => |c| { let run: fn(Complex, Complex) -> Complex = $run; give(run(at(c, 0), Complex { re: c.double(1), im: 0.0 })) },
            (left: DOUBLE, right: COMPLEX_SIG) -> COMPLEX_SIG => |c| { let run: fn(Complex, Complex) -> Complex = $run; give(run(Complex { re: c.double(0), im: 0.0 }, at(c, 1))) })
    };
}

macro_rules! function {
    ($name:literal, $run:expr) => {
        static_method!($name, (value: COMPLEX_SIG) -> COMPLEX_SIG => |c| { let run: fn(Complex) -> Complex = $run; give(run(at(c, 0))) })
    };
}

macro_rules! test {
    ($name:literal, $run:expr) => {
        static_method!($name, (value: COMPLEX_SIG) -> BOOL => |c| { let run: fn(Complex) -> bool = $run; ok(run(at(c, 0))) })
    };
}

macro_rules! from {
    ($sig:ident) => {
        static_method!("op_Implicit", (value: $sig) -> COMPLEX_SIG => |c| Ok(value(c.double(0), 0.0)))
    };
}

static MEMBERS: &[Member] = &[
    constructors!((real: DOUBLE, imaginary: DOUBLE) -> THIS => |c| Ok(value(c.double(0), c.double(1)))),
    get!("Real", DOUBLE => |c| ok(own(c).re)),
    get!("Imaginary", DOUBLE => |c| ok(own(c).im)),
    get!("Magnitude", DOUBLE => |c| ok(own(c).abs())),
    get!("Phase", DOUBLE => |c| ok(own(c).phase())),
    static_get!("ImaginaryOne", COMPLEX_SIG => |_| Ok(value(0.0, 1.0))),
    static_get!("Infinity", COMPLEX_SIG => |_| Ok(value(f64::INFINITY, f64::INFINITY))),
    static_get!("NaN", COMPLEX_SIG => |_| Ok(value(f64::NAN, f64::NAN))),
    static_get!("One", COMPLEX_SIG => |_| Ok(value(1.0, 0.0))),
    static_get!("Zero", COMPLEX_SIG => |_| Ok(value(0.0, 0.0))),
    method!("Equals",
        (value: COMPLEX_SIG) -> BOOL => |c| ok(own(c) == at(c, 0)),
        (obj: OBJ) -> BOOL => |c| ok(c.arg(0).as_native::<Complex>().is_some_and(|other| *other == own(c)))),
    method!("ToString",
        () -> STR => |c| ok(own(c).to_text()),
        (format: STR) -> STR => |c| ok(own(c).text(&c.text(0), &cultures::of(&Value::Null))?),
        (provider: PROVIDER) -> STR => |c| ok(own(c).text("", &cultures::of(c.arg(0)))?),
        (format: STR, provider: PROVIDER) -> STR => |c| ok(own(c).text(&c.text(0), &cultures::of(c.arg(1)))?)),
    static_method!("Abs", (value: COMPLEX_SIG) -> DOUBLE => |c| ok(at(c, 0).abs())),
    static_method!("FromPolarCoordinates", (magnitude: DOUBLE, phase: DOUBLE) -> COMPLEX_SIG => |c| give(Complex::polar(c.double(0), c.double(1)))),
    static_method!("Log",
        (value: COMPLEX_SIG) -> COMPLEX_SIG => |c| give(at(c, 0).ln()),
        (value: COMPLEX_SIG, baseValue: DOUBLE) -> COMPLEX_SIG => |c| give(at(c, 0).ln().over(Complex { re: c.double(1).ln(), im: 0.0 }))),
    static_method!("Pow",
        (value: COMPLEX_SIG, power: COMPLEX_SIG) -> COMPLEX_SIG => |c| give(at(c, 0).pow(at(c, 1))),
        (value: COMPLEX_SIG, power: DOUBLE) -> COMPLEX_SIG => |c| give(at(c, 0).pow(Complex { re: c.double(1), im: 0.0 }))),
    binary!("Add", Complex::plus),
    binary!("Subtract", Complex::minus),
    binary!("Multiply", Complex::times),
    binary!("Divide", Complex::over),
    binary!("op_Addition", Complex::plus),
    binary!("op_Subtraction", Complex::minus),
    binary!("op_Multiply", Complex::times),
    binary!("op_Division", Complex::over),
    static_method!("op_Equality", (left: COMPLEX_SIG, right: COMPLEX_SIG) -> BOOL => |c| ok(at(c, 0) == at(c, 1))),
    function!("Conjugate", |z| Complex {
        re: z.re,
        im: -z.im
    }),
    function!("Negate", |z| Complex {
        re: -z.re,
        im: -z.im
    }),
    function!("op_UnaryNegation", |z| Complex {
        re: -z.re,
        im: -z.im
    }),
    function!("Reciprocal", |z| Complex { re: 1.0, im: 0.0 }.over(z)),
    function!("Sqrt", Complex::sqrt),
    function!("Exp", Complex::exp),
    function!("Log10", |z| Complex {
        re: z.ln().re * std::f64::consts::LOG10_E,
        im: z.ln().im * std::f64::consts::LOG10_E
    }),
    function!("Sin", |z| Complex {
        re: z.re.sin() * z.im.cosh(),
        im: z.re.cos() * z.im.sinh()
    }),
    function!("Cos", |z| Complex {
        re: z.re.cos() * z.im.cosh(),
        im: -z.re.sin() * z.im.sinh()
    }),
    function!("Sinh", |z| Complex {
        re: z.re.sinh() * z.im.cos(),
        im: z.re.cosh() * z.im.sin()
    }),
    function!("Cosh", |z| Complex {
        re: z.re.cosh() * z.im.cos(),
        im: z.re.sinh() * z.im.sin()
    }),
    test!("IsFinite", |z| z.re.is_finite() && z.im.is_finite()),
    test!("IsInfinity", |z| z.re.is_infinite() || z.im.is_infinite()),
    test!("IsNaN", |z| z.re.is_nan() || z.im.is_nan()),
    from!(DOUBLE),
];
