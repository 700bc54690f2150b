package io.slipway.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GET of a repository's tags, page after page. */
public final class TagLister {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; *rel=\"?next\"?");

    private final Session session;

    public TagLister(Session session) {
        this.session = session;
    }

    /** All tags; none where there is no such repository. */
    public List<String> list(RepositoryName repository) throws IOException {
        List<String> tags = new ArrayList<>();
        URI page = session.registry().of(repository, "tags/list");
        while (page != null) {
            URI address = page;
            HttpResponse<InputStream> response = session.send(repository, () -> HttpRequest.newBuilder(address));
            if (response.statusCode() == 404) {
                response.body().close();
                return tags;
            }
            if (response.statusCode() != 200) {
                throw Session.failure("cannot list the tags of " + repository.familiar(), response);
            }
            try (InputStream body = response.body()) {
                for (JsonNode tag : JSON.readTree(body).path("tags")) {
                    tags.add(tag.asText());
                }
            }
            Matcher next = NEXT.matcher(response.headers().firstValue("Link").orElse(""));
            page = next.find() ? session.registry().resolve(next.group(1)) : null;
        }
        return tags;
    }
}
