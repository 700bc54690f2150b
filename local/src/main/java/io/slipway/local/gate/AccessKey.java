package io.slipway.local.gate;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/**
 * An access key.
 *
 * @param id its id
 * @param secret the secret of signatures
 * @param token the session token of a role's key; empty for the key of a user
 */
public record AccessKey(String id, String secret, String token) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String CHARACTERS = ID_CHARACTERS + "abcdefghijklmnopqrstuvwxyz01";
    private static final int ID_LENGTH = 16;
    private static final int SECRET_LENGTH = 40;
    private static final int TOKEN_LENGTH = 120;

    /** Creates a key of a role, like STS. */
    static AccessKey ofRole() {
        return new AccessKey(
                "ASIA" + random(ID_CHARACTERS, ID_LENGTH),
                random(CHARACTERS, SECRET_LENGTH),
                random(CHARACTERS, TOKEN_LENGTH));
    }

    /** Creates a key of a user. */
    public static AccessKey ofUser() {
        return new AccessKey("AKIA" + random(ID_CHARACTERS, ID_LENGTH), random(CHARACTERS, SECRET_LENGTH), "");
    }

    /** Returns the environment variables in which Lambda and CodeBuild provide a key. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_ACCESS_KEY_ID", id);
        environment.put("AWS_SECRET_ACCESS_KEY", secret);
        if (!token.isEmpty()) {
            environment.put("AWS_SESSION_TOKEN", token);
        }
        return environment;
    }

    private static String random(String characters, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(characters.charAt(RANDOM.nextInt(characters.length())));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "AccessKey " + id;
    }
}
