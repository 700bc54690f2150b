package io.slipway.core.referrer;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.Caller;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListReferrersTest {
    @ParameterizedTest
    @ValueSource(strings = {"application/spdx+json", "application/spdx%2Bjson", "application%2Fspdx+json"})
    void a_plus_in_the_filter_is_literal_escaped_or_not(String filter) {
        List<String> asked = new ArrayList<>();
        ListReferrers list = new ListReferrers((repository, subject, artifactType, last, size) -> {
            asked.add(artifactType);
            return new ReferrerPage(List.of(), "next");
        });
        Request request = new Request(
                "GET", "/v2/app/referrers/x", Query.parse("artifactType=" + filter), Map.of(), new byte[0], "");
        Caller caller = new Caller("test", List.of(), List.of(), Set.of());
        Response response = list.handle(Call.of(
                request,
                caller,
                RepositoryName.parse("app"),
                Map.of("name", "app", "digest", "sha256:" + "0".repeat(64))));
        assertThat(asked).containsExactly("application/spdx+json");
        assertThat(response.headers().get("Link")).contains("artifactType=application%2Fspdx%2Bjson");
    }
}
