package sekisho.server.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.platform.ServerKeys;

/// The members' accounts and the addresses that lead to them.
@Component
public class Accounts {
    /// So many accounts may share an address.
    public static final int MOST_ON_AN_ADDRESS = 5;

    /// So many characters a member's own name for an account has at most.
    public static final int LONGEST_LABEL = 20;

    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AccountStore store;
    private final ServerKeys keys;

    Accounts(AccountStore store, ServerKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /// Where an address leads to: its accounts, or a phantom that costs the same.
    public LoginIdentity lookUp(EmailAddress address) {
        int generation = 0;
        LoginIdentity phantom = phantom(address, generation);
        AccountStore.Found found = store.find(address.canonical(), phantom.accountId());
        // An account that has left this address keeps the id that it led to; the next one is nobody's.
        while (found.salt() == null && found.taken()) {
            generation++;
            phantom = phantom(address, generation);
            found = store.find(address.canonical(), phantom.accountId());
        }
        byte[] salt = found.salt();
        return salt == null ? phantom : new LoginIdentity(found.accounts().getFirst(), salt, found.accounts());
    }

    /// Where the address of an account leads to.
    public LoginIdentity addressOf(Account account) {
        return lookUp(EmailAddress.parse(account.email()).orElseThrow());
    }

    /// Where an address leads to, and stays so until the caller's transaction ends: meanwhile no account
    /// joins it, and none of those on it chooses a password. To be taken after [#lock], and only one of it.
    public LoginIdentity lockAddress(EmailAddress address) {
        store.lockAddress(address.canonical());
        return lookUp(address);
    }

    /// An account id that is nobody's, for a question about an address with several accounts that names none
    /// of them; always the same for an address.
    public UUID nobodyOn(EmailAddress address) {
        return phantomId("phantom-among-several", address.canonical().getBytes(StandardCharsets.UTF_8));
    }

    /// The account, if it exists.
    public Optional<Account> find(UUID accountId) {
        return store.find(accountId);
    }

    /// What tells an account from the others on its address: name and label. Empty if it is alone there.
    public Optional<String> toldApart(UUID accountId) {
        return store.toldApart(accountId);
    }

    /// Those of the accounts that exist, in this order.
    public List<Account> find(List<UUID> accountIds) {
        return store.find(accountIds);
    }

    /// The account, locked until the caller's transaction ends. Every transaction that ends in a
    /// session, a changed password or an ended session takes this lock first, so that none of them
    /// overlap on one account.
    public Optional<Account> lock(UUID accountId) {
        return store.lock(accountId);
    }

    /// A salt for the accounts on a new address.
    public static byte[] newSalt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return salt;
    }

    /// Whether an address can take no other account, with those that have left it and can still come back.
    public boolean isFull(EmailAddress address) {
        return store.isFull(address);
    }

    /// Creates an account whose mailbox was proved; joins the caller's transaction.
    ///
    /// @param salt that of the accounts on the address; a new one if it has none
    /// @return false if the address has accounts with another salt, or can take no more
    public boolean create(
            UUID accountId,
            EmailAddress address,
            byte[] salt,
            String name,
            @Nullable String nameKana,
            @Nullable String phone,
            Locale locale) {
        store.lockAddress(address.canonical());
        return store.insert(accountId, address, salt, name, nameKana, phone, locale);
    }

    /// Calls an account so; `null` takes the label away.
    public void setLabel(UUID accountId, @Nullable String label) {
        store.setLabel(accountId, label);
    }

    /// Changes what a member tells of himself, and the language of his notices; joins the caller's
    /// transaction.
    public void changeDetails(UUID accountId, Details details, Locale locale) {
        store.changeDetails(accountId, details, locale);
    }

    /// Moves an account to another address, whose mailbox was proved; joins the caller's transaction. The
    /// account keeps its id and its salt, with which its passwords are hashed, and leaves its siblings where
    /// they are.
    ///
    /// @return false if the address leads to other accounts already, save siblings that it has left, or can
    ///     take no more
    public boolean changeEmail(UUID accountId, EmailAddress address) {
        store.lockAddress(address.canonical());
        return store.changeEmail(accountId, address);
    }

    /// Keeps everybody out of an account, from the next request on.
    public void disable(UUID accountId) {
        store.disable(accountId);
    }

    private LoginIdentity phantom(EmailAddress address, int generation) {
        byte[] canonical = (address.canonical() + "\n".repeat(generation)).getBytes(StandardCharsets.UTF_8);
        byte[] salt = Arrays.copyOf(keys.mac("phantom-salt", canonical), SALT_BYTES);
        return new LoginIdentity(phantomId("phantom-account", canonical), salt, List.of());
    }

    private UUID phantomId(String purpose, byte[] text) {
        ByteBuffer id = ByteBuffer.wrap(keys.mac(purpose, text));
        long high = id.getLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
        long low = id.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
