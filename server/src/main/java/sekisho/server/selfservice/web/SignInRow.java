package sekisho.server.selfservice.web;

import java.util.List;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.Reason;
import sekisho.server.record.SignInEntry.Asked;
import sekisho.server.record.SignInEntry.Result;

/// One sign-in of the member's own history.
///
/// @param when full
/// @param place estimated from the address, in words
/// @param reference names the sign-in
/// @param thisDevice whether it was this browser
/// @param asked what was asked
/// @param askable whether its owner can say that it was not him
/// @param reasons what spoke against the owner, largest first, with shares
/// @param trust what spoke for the owner, largest first, with shares
/// @param objected whether the member said that the judgement was wrong
public record SignInRow(
        Result result,
        Moment when,
        String device,
        String place,
        String reference,
        boolean thisDevice,
        Asked asked,
        boolean askable,
        List<Reason> reasons,
        List<Reason> trust,
        boolean objected) {
    public SignInRow {
        reasons = List.copyOf(reasons);
        trust = List.copyOf(trust);
    }
}
