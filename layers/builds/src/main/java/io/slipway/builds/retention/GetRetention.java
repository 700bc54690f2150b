package io.slipway.builds.retention;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Spaces;
import java.nio.charset.StandardCharsets;

/** {@code GET /api/spaces/<space>/retention}: returns the rules of a space, by default a policy that keeps everything. */
public final class GetRetention implements Operation {
    private static final int ETAG_LENGTH = 32;

    private final Spaces spaces;
    private final Policies policies;

    public GetRetention(Spaces spaces, Policies policies) {
        this.spaces = spaces;
        this.policies = policies;
    }

    @Override
    public Response handle(Call call) {
        var space = DescribeSpace.findAdministered(call, spaces).name();
        return answer(policies.find(space).orElse(RetentionPolicy.NONE));
    }

    /** Returns a policy with its entity tag, for conditional changes. */
    static Response answer(RetentionPolicy policy) {
        return JsonBody.answer(200, PolicyJson.write(policy)).with("ETag", etag(policy));
    }

    static String etag(RetentionPolicy policy) {
        byte[] document = PolicyJson.write(policy).toString().getBytes(StandardCharsets.UTF_8);
        return "\"" + Digest.of(DigestAlgorithm.SHA256, document).hex().substring(0, ETAG_LENGTH) + "\"";
    }
}
