/// The login world: members and attackers whose sign-ins are made up, for comparing engines where no real
/// login history is at hand.
@org.jspecify.annotations.NullMarked
package sekisho.replay.world;
