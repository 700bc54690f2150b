package io.slipway.builds.inputs;

import io.slipway.core.error.Quoted;
import io.slipway.features.variables.DeploymentScope;
import io.slipway.features.variables.ScopeParts;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The target of an image. The parts after the tenant only choose between scoped values of variables; each is a name
 * or an id of Octopus.
 *
 * @param id the deployment, such as {@code deployments-75}: 1 to {@value #MAX_LENGTH} letters, digits, '-', '_' and
 *     '.'
 * @param environment the environment
 * @param tenant the tenant, if there is one
 * @param tenantTags the tenant's tags, such as {@code Regions/EU}: at most {@value #MAX_ITEMS}
 * @param channel the release's channel, if it is known
 * @param roles the roles (target tags) of the machine: at most {@value #MAX_ITEMS}
 * @param machine the machine (deployment target), if it is known
 * @param step the step (action), if it is known
 * @param process the deployment process or runbook, if it is known
 */
public record DeploymentTarget(
        String id,
        String environment,
        @Nullable String tenant,
        List<String> tenantTags,
        @Nullable String channel,
        List<String> roles,
        @Nullable String machine,
        @Nullable String step,
        @Nullable String process)
        implements ScopeParts {
    /** The maximum length of the name of a deployment, an environment, a tenant and the like, in characters. */
    public static final int MAX_LENGTH = 200;

    /** The maximum number of roles, and of tags of a tenant. */
    public static final int MAX_ITEMS = 100;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*)");

    public DeploymentTarget {
        validId(id);
        checkName("environment", environment);
        checkName("tenant", tenant);
        checkNames("tenant tag", tenantTags);
        checkName("channel", channel);
        checkNames("role", roles);
        checkName("machine", machine);
        checkName("step", step);
        checkName("process", process);
        tenantTags = List.copyOf(tenantTags);
        roles = List.copyOf(roles);
    }

    /** Creates a target from an environment and an optional tenant. */
    public DeploymentTarget(String id, String environment, @Nullable String tenant) {
        this(id, environment, tenant, List.of(), null, List.of(), null, null, null);
    }

    /** Returns the scope that chooses between the values of variables. */
    public DeploymentScope scope() {
        return scope(environment);
    }

    /** Returns the id of a deployment, if it is valid. */
    public static String validId(String id) {
        if (id.length() > MAX_LENGTH || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a deployment's id must have 1 to " + MAX_LENGTH
                    + " letters, digits, '-', '_' and '.', and must begin with a letter or digit, but was "
                    + Quoted.of(id));
        }
        return id;
    }

    private static void checkNames(String what, List<String> names) {
        if (names.size() > MAX_ITEMS) {
            throw new IllegalArgumentException(
                    "there must be at most " + MAX_ITEMS + " " + what + "s, but were " + names.size());
        }
        names.forEach(name -> checkName(what, name));
    }

    private static void checkName(String what, @Nullable String name) {
        if (name != null) {
            validName(what, name);
        }
    }

    /** Returns the name of an environment, a tenant and the like, if it is valid. */
    public static String validName(String what, String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of the " + what + " must have 1 to " + MAX_LENGTH
                    + " printable characters, but was " + Quoted.of(name));
        }
        return name;
    }
}
