package io.slipway.builds;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an image is made for.
 *
 * @param id the deployment, such as {@code deployments-75}: 1 to {@value #MAX_LENGTH} letters, digits, '-', '_' and '.'
 * @param environment the environment's name
 * @param tenant the tenant's name, if there is one
 */
public record DeploymentTarget(
        String id, String environment, @Nullable String tenant) {
    /** The longest name of a deployment, an environment or a tenant, in characters. */
    public static final int MAX_LENGTH = 200;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*)");

    public DeploymentTarget {
        validId(id);
        checkName("environment", environment);
        if (tenant != null) {
            checkName("tenant", tenant);
        }
    }

    /** The id of a deployment, if it is one. */
    static String validId(String id) {
        if (id.length() > MAX_LENGTH || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a deployment's id has 1 to " + MAX_LENGTH
                    + " letters, digits, '-', '_' and '.', and begins with a letter or digit");
        }
        return id;
    }

    private static void checkName(String what, String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the name of the " + what + " has 1 to " + MAX_LENGTH + " printable characters");
        }
    }
}
