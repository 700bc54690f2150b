package io.slipway.core.space;

import io.slipway.core.access.Grant;
import io.slipway.core.access.Token;
import io.slipway.core.access.Tokens;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.identity.IdentityRule;
import io.slipway.core.identity.IdentityRules;
import io.slipway.core.name.SpaceName;
import io.slipway.core.principal.PrincipalRule;
import io.slipway.core.principal.PrincipalRules;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * {@code DELETE /api/spaces/<space>[?confirm=<space>]}: removes a space; one that has repositories, with all of them, only if the name is repeated.
 * Grants for it in tokens and in rules for principals and identities end with it. 202 asks to repeat the request: there is more to remove.
 */
public final class DeleteSpace implements Operation {
    private static final int PAGE = 100;

    private final Spaces spaces;
    private final Repositories repositories;
    private final Deletions deletions;
    private final Tokens tokens;
    private final PrincipalRules principals;
    private final IdentityRules identities;
    private final Clock clock;

    public DeleteSpace(
            Spaces spaces,
            Repositories repositories,
            Deletions deletions,
            Tokens tokens,
            PrincipalRules principals,
            IdentityRules identities,
            Clock clock) {
        this.spaces = spaces;
        this.repositories = repositories;
        this.deletions = deletions;
        this.tokens = tokens;
        this.principals = principals;
        this.identities = identities;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        call.requireAdministrator();
        SpaceName name = SpaceJson.space(call);
        if (name.equals(SpaceName.DEFAULT)) {
            throw new RegistryException(ErrorCode.CONFLICT, "the default space cannot be deleted");
        }
        if (spaces.find(name).isEmpty()) {
            throw Spaces.unknown(name);
        }
        boolean empty = repositories.list(name, "", 1).isEmpty();
        if (!empty) {
            Deletion.requireConfirmation(call, name.value(), "the space " + name);
        }
        if (!deletions.begin(name, empty)) {
            throw new RegistryException(ErrorCode.CONFLICT, "the space " + name + " is being changed; try again");
        }
        return remove(name);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("confirm");
    }

    private Response remove(SpaceName name) {
        Deletion deletion = new Deletion(deletions, clock);
        while (true) {
            for (Repository repository : repositories.list(name, "", PAGE)) {
                if (!deletion.remove(repository.name()) && deletion.over()) {
                    return deletion.unfinished();
                }
            }
            endGrants(name);
            if (deletions.finish(name)) {
                return Response.of(204);
            }
            if (deletion.over()) {
                return deletion.unfinished();
            }
        }
    }

    /** Removes the space's grants, so that a later space of this name does not inherit them. */
    private void endGrants(SpaceName name) {
        for (Token token : tokens.list()) {
            List<Grant> left = elsewhere(name, token.grants());
            if (left.isEmpty()) {
                tokens.revoke(token);
            } else if (left.size() < token.grants().size()) {
                tokens.narrow(token.id(), left);
            }
        }
        for (PrincipalRule rule : principals.list()) {
            List<Grant> left = elsewhere(name, rule.grants());
            if (left.isEmpty()) {
                principals.remove(rule.id());
            } else if (left.size() < rule.grants().size()) {
                principals.put(new PrincipalRule(rule.principal(), left, rule.created()));
            }
        }
        for (IdentityRule rule : identities.list()) {
            List<Grant> left = elsewhere(name, rule.grants());
            if (left.isEmpty()) {
                identities.remove(rule.id());
            } else if (left.size() < rule.grants().size()) {
                identities.put(rule.withGrants(left));
            }
        }
    }

    private static List<Grant> elsewhere(SpaceName name, List<Grant> grants) {
        return grants.stream()
                .filter(grant -> !grant.space().equals(name.value()))
                .toList();
    }
}
