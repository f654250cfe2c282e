package sekisho.server.password;

import org.jspecify.annotations.Nullable;

/// What a member's password may not be made of.
///
/// @param name the name as written, in any script, its parts apart by spaces
/// @param nameKana its reading in kana
/// @param email the e-mail address
/// @param phone the phone number, in any notation
public record PersonalData(
        @Nullable String name,
        @Nullable String nameKana,
        @Nullable String email,
        @Nullable String phone) {
    /// Nothing is known of the member.
    public static final PersonalData NONE = new PersonalData(null, null, null, null);

    @Override
    public String toString() {
        return "PersonalData(●)";
    }
}
