/// Passwords: how they are kept and compared, and which ones a member may choose.
///
/// `Passwords` keeps and compares, `PasswordRules` judges a new one, `BreachedPasswords` knows which
/// ones have leaked.
@org.jspecify.annotations.NullMarked
package sekisho.server.password;
