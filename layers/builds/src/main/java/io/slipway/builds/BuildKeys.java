package io.slipway.builds;

import io.slipway.core.name.SpaceName;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What tells builds of the same from each other: HMACs under a secret of the stack. A plain hash would let whoever reads it try
 * guesses of the sensitive values.
 */
public final class BuildKeys {
    private static final String ALGORITHM = "HmacSHA256";

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
        return HexFormat.of().formatHex(mac(BuildJson.write(anonymous)));
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
        String fingerprint = HexFormat.of()
                .formatHex(mac((variable.name() + "\0" + value).getBytes(StandardCharsets.UTF_8)), 0, FINGERPRINT);
        return new EffectiveVariable(variable.name(), fingerprint, true);
    }

    private byte[] mac(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.get().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a Java without HMAC", e);
        }
    }
}
