using System; public static class Str { public static string Rev(string s) { char[] a = s.ToCharArray(); Array.Reverse(a); return new string(a); } public static int Len(this string s) => s.Length; }
