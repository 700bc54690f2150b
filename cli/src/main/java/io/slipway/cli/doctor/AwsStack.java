package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.cli.connection.AwsAccount;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.core.http.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The stack of a registry, found through its gateway, which refers to a function, whose tags contain the stack's name.
 */
final class AwsStack {
    private static final String LAMBDA = "/2015-03-31/functions/";
    private static final Pattern FUNCTION = Pattern.compile(":function:([A-Za-z0-9_-]+)");

    private final AwsAccount account;
    private final String region;
    private final String api;
    private @Nullable String name;

    AwsStack(AwsAccount account, String region, String api) {
        this.account = account;
        this.region = region;
        this.api = api;
    }

    AwsAccount account() {
        return account;
    }

    String region() {
        return region;
    }

    /** Returns the stack's name. */
    String name() throws IOException {
        if (name == null) {
            String tag = account.get("lambda", LAMBDA + aFunction())
                    .path("Tags")
                    .path("aws:cloudformation:stack-name")
                    .asText();
            if (tag.isEmpty()) {
                throw new CommandFailure(
                        "a function behind the gateway " + api
                                + " must have the tag aws:cloudformation:stack-name, but does not: deploy it with CloudFormation");
            }
            name = tag;
        }
        return name;
    }

    private String aFunction() throws IOException {
        JsonNode integrations = account.get("apigateway", "/v2/apis/" + Query.encode(api) + "/integrations");
        for (JsonNode integration : integrations.path("items")) {
            Matcher matcher =
                    FUNCTION.matcher(integration.path("integrationUri").asText());
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new CommandFailure(
                "the gateway " + api
                        + " must be connected to a function of this account, but is not: use credentials of the stack's account");
    }

    /** Returns the physical names of the stack's resources of a type, by their logical names. */
    Map<String, String> resources(String type) throws IOException {
        Map<String, String> found = new TreeMap<>();
        String next = "";
        do {
            Document page = account.query(
                    "cloudformation",
                    "/?Action=ListStackResources&Version=2010-05-15&StackName=" + Query.encode(name())
                            + (next.isEmpty() ? "" : "&NextToken=" + Query.encode(next)));
            for (Element resource : elements(page, "member")) {
                if (text(resource, "ResourceType").equals(type)) {
                    found.put(text(resource, "LogicalResourceId"), text(resource, "PhysicalResourceId"));
                }
            }
            next = text(page.getDocumentElement(), "NextToken");
        } while (!next.isEmpty());
        return found;
    }

    /**
     * Returns the configuration of a function.
     *
     * @param qualifier a version or an alias
     */
    JsonNode function(String function, String qualifier) throws IOException {
        return account.get("lambda", LAMBDA + function + "/configuration?Qualifier=" + Query.encode(qualifier));
    }

    /** Returns the applied quotas of a service, by name. */
    Map<String, Double> quotas(String service) throws IOException {
        Map<String, Double> quotas = new TreeMap<>();
        String next = "";
        do {
            var input = JsonNodeFactory.instance
                    .objectNode()
                    .put("ServiceCode", service)
                    .put("MaxResults", 100);
            if (!next.isEmpty()) {
                input.put("NextToken", next);
            }
            JsonNode page = account.call("servicequotas", "ServiceQuotasV20190624.ListServiceQuotas", input);
            page.path("Quotas")
                    .forEach(quota -> quotas.put(
                            quota.path("QuotaName").asText(),
                            quota.path("Value").asDouble()));
            next = page.path("NextToken").asText();
        } while (!next.isEmpty());
        return quotas;
    }

    static List<Element> elements(Document document, String tag) {
        List<Element> elements = new ArrayList<>();
        var found = document.getElementsByTagNameNS("*", tag);
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** Returns the text of the first element of this name below another; empty if there is none. */
    static String text(Element element, String tag) {
        var found = element.getElementsByTagNameNS("*", tag);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
