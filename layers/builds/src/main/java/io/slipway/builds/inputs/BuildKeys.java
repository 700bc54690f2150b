package io.slipway.builds.inputs;

import io.slipway.core.digest.Hmac;
import io.slipway.core.name.SpaceName;
import io.slipway.features.octostache.Variable;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * Identifies builds by an HMAC of their inputs under a secret of the stack: with a plain hash, readers could test
 * guesses of sensitive values.
 */
public final class BuildKeys {
    /** The length of a value's fingerprint, in bytes of its HMAC: enough to distinguish two values. */
    private static final int FINGERPRINT = 8;

    /** Replaces the id, the only input that differs between builds with the same key. */
    private static final BuildId ANY = new BuildId(SpaceName.DEFAULT, "0".repeat(20));

    private final Supplier<String> secret;

    public BuildKeys(Supplier<String> secret) {
        this.secret = secret;
    }

    /** Returns the key of all inputs except the build's own id. */
    public String of(BuildInputs inputs) {
        BuildInputs anonymous = new BuildInputs(
                ANY,
                inputs.deployment(),
                inputs.sdi(),
                inputs.packages(),
                inputs.variables(),
                inputs.repository(),
                inputs.tag(),
                inputs.bases(),
                inputs.allowSensitive(),
                inputs.builder());
        return HexFormat.of().formatHex(Hmac.sha256(secret.get(), BuildJson.write(anonymous)));
    }

    /** Replaces each sensitive value by its fingerprint. */
    public BuildInputs masked(BuildInputs inputs) {
        List<Variable> variables = inputs.variables().stream().map(this::masked).toList();
        return inputs.with(variables);
    }

    private Variable masked(Variable variable) {
        String value = variable.value();
        if (!variable.sensitive() || value == null) {
            return variable;
        }
        String fingerprint =
                HexFormat.of().formatHex(Hmac.sha256(secret.get(), variable.name() + "\0" + value), 0, FINGERPRINT);
        return new Variable(variable.name(), fingerprint, true);
    }
}
