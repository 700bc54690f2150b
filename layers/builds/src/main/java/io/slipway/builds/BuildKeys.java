package io.slipway.builds;

import io.slipway.core.digest.Hmac;
import io.slipway.core.name.SpaceName;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * What tells builds of the same from each other: HMACs under a secret of the stack. A plain hash would let whoever reads it try
 * guesses of the sensitive values.
 */
public final class BuildKeys {
    /** How many bytes of an HMAC stand for a value: enough to tell two apart. */
    private static final int FINGERPRINT = 8;

    /** Stands for the id, by which builds of the same differ. */
    private static final BuildId ANY = new BuildId(SpaceName.DEFAULT, "0".repeat(20));

    private final Supplier<String> secret;

    public BuildKeys(Supplier<String> secret) {
        this.secret = secret;
    }

    /** The key of everything that a build is made of, but its own id. */
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

    /** The inputs with a fingerprint in the place of each sensitive value. */
    public BuildInputs masked(BuildInputs inputs) {
        List<EffectiveVariable> variables =
                inputs.variables().stream().map(this::masked).toList();
        return inputs.with(variables);
    }

    private EffectiveVariable masked(EffectiveVariable variable) {
        String value = variable.value();
        if (!variable.sensitive() || value == null) {
            return variable;
        }
        String fingerprint =
                HexFormat.of().formatHex(Hmac.sha256(secret.get(), variable.name() + "\0" + value), 0, FINGERPRINT);
        return new EffectiveVariable(variable.name(), fingerprint, true);
    }
}
