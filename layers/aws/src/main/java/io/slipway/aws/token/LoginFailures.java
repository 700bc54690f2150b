package io.slipway.aws.token;

import static io.slipway.aws.table.Items.n;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.LoginKeys;
import io.slipway.aws.table.Write;
import io.slipway.core.access.Attempt;
import io.slipway.core.access.LoginAttempts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Counts failed logins in the table: one counter for each window, removed by its time to live. */
final class LoginFailures {
    private static final String COUNT = "failures";

    private LoginFailures() {}

    static Map<String, AttributeValue> address(Attempt attempt) {
        return key(attempt, attempt.address());
    }

    static Map<String, AttributeValue> token(Attempt attempt) {
        return key(attempt, attempt.token());
    }

    static Map<String, AttributeValue> both(Attempt attempt) {
        return key(attempt, attempt.token() + "#" + attempt.address());
    }

    private static Map<String, AttributeValue> key(Attempt attempt, String what) {
        return Items.key(LoginKeys.failures(what), LoginKeys.window(LoginAttempts.window(attempt.when())));
    }

    static LoginAttempts read(List<Map<String, AttributeValue>> items, Attempt attempt) {
        return new LoginAttempts(
                count(items, token(attempt)), count(items, address(attempt)), count(items, both(attempt)));
    }

    private static long count(List<Map<String, AttributeValue>> items, Map<String, AttributeValue> key) {
        return Items.pick(items, key)
                .flatMap(item -> Items.optionalNumber(item, COUNT))
                .orElse(0L);
    }

    static Stream<Write> count(Attempt attempt) {
        boolean noToken = attempt.token().equals(Attempt.NO_TOKEN);
        long end = LoginAttempts.end(attempt.when()).getEpochSecond();
        return Stream.of(address(attempt), token(attempt), both(attempt))
                .limit(noToken ? 1 : 3)
                .map(key -> Write.update(key, "ADD " + COUNT + " :one SET " + Items.EXPIRES + " = :end")
                        .with(":one", n(1))
                        .with(":end", n(end)));
    }
}
