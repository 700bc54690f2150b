package io.slipway.builds.retention;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Spaces;
import java.util.Optional;

/**
 * {@code PUT /api/spaces/<space>/retention} with a document: replaces the rules of a space. With {@code If-Match}, it
 * does so only if they have this entity tag, so that concurrent changes do not overwrite each other.
 */
public final class PutRetention implements Operation {
    private final Spaces spaces;
    private final Policies policies;

    public PutRetention(Spaces spaces, Policies policies) {
        this.spaces = spaces;
        this.policies = policies;
    }

    @Override
    public Response handle(Call call) {
        var space = DescribeSpace.findAdministered(call, spaces).name();
        RetentionPolicy policy = PolicyJson.read(call.body());
        Optional<String> match = call.request().header("if-match");
        if (match.isPresent()) {
            RetentionPolicy seen = policies.find(space).orElse(RetentionPolicy.NONE);
            if (!match.get().equals(GetRetention.etag(seen)) || !policies.replace(space, seen, policy)) {
                throw new RegistryException(
                        ErrorCode.CONFLICT,
                        "the rules of the space " + space + " have changed since they were read; read them again");
            }
        } else if (!policies.put(space, policy)) {
            throw new RegistryException(ErrorCode.CONFLICT, "the space " + space + " is being deleted");
        }
        return GetRetention.answer(policy);
    }
}
