package io.slipway.aws.table;

/** The keys of tokens, of rules for logins, of failed logins, and of the keys that verify bearer tokens. */
public final class LoginKeys {
    /** The partition of all tokens, so that they can be listed. */
    public static final String TOKENS = "TOKENS";

    /** The sort key of the hash of the administrator's token, in the partition of the tokens. */
    public static final String ADMINISTRATOR = "ADMINISTRATOR";

    /** The partition of all rules for principals, so that they can be read together. */
    public static final String PRINCIPALS = "PRINCIPALS";

    /** The partition of all rules for identities, so that they can be read together. */
    public static final String IDENTITIES = "IDENTITIES";

    /** The partition of the public keys of bearer tokens. */
    public static final String KEYS = "KEYS";

    private LoginKeys() {}

    public static String token(String id) {
        return "TOKEN#" + id;
    }

    /** Returns the partition of failed logins with a token, from an address, or both. */
    public static String failures(String what) {
        return "FAILURES#" + what;
    }

    public static String window(long number) {
        return "WINDOW#" + number;
    }

    public static String verifyingKey(String id) {
        return "KEY#" + id;
    }

    public static String identity(String id) {
        return "IDENTITY#" + id;
    }

    public static String principal(String id) {
        return "PRINCIPAL#" + id;
    }
}
