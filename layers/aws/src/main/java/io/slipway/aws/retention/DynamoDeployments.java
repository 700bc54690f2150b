package io.slipway.aws.retention;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.builds.retention.DeploymentState;
import io.slipway.builds.retention.Deployments;
import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Notes about deployments in DynamoDB: an item for each deployment about which there are some. */
public final class DynamoDeployments implements Deployments {
    private static final String REQUESTED = "requested";

    private static final String RETIRED = "retired";
    private static final String LEASED = "leased";

    private final DynamoDbClient dynamo;
    private final String table;
    private final EventLog events;

    public DynamoDeployments(DynamoDbClient dynamo, String table, EventLog events) {
        this.dynamo = dynamo;
        this.table = table;
        this.events = events;
    }

    @Override
    public List<DeploymentState> states(SpaceName space) {
        return dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", s(Keys.deployments(space)))))
                .items()
                .stream()
                .map(DynamoDeployments::read)
                .toList();
    }

    private static DeploymentState read(Map<String, AttributeValue> item) {
        return new DeploymentState(
                Table.string(item, Table.SK).substring(Keys.deploymentState("").length()),
                moment(item, REQUESTED),
                moment(item, RETIRED),
                moment(item, LEASED));
    }

    private static Optional<Instant> moment(Map<String, AttributeValue> item, String name) {
        return Table.optionalNumber(item, name).map(Instant::ofEpochMilli);
    }

    @Override
    public void request(SpaceName space, String deployment, Instant now) {
        dynamo.updateItem(request -> request.tableName(table)
                .key(Table.key(Keys.deployments(space), Keys.deploymentState(deployment)))
                .updateExpression("SET " + REQUESTED + " = :moment")
                .expressionAttributeValues(Map.of(":moment", n(now.toEpochMilli()))));
    }

    @Override
    public void retire(SpaceName space, String deployment, Instant now) {
        note(space, deployment, RETIRED, now, EventType.DEPLOYMENT_RETIRED, EventLog.detail());
    }

    @Override
    public void lease(SpaceName space, String deployment, Instant until) {
        note(
                space,
                deployment,
                LEASED,
                until,
                EventType.DEPLOYMENT_LEASED,
                EventLog.detail().put("until", until.toString()));
    }

    private void note(
            SpaceName space, String deployment, String name, Instant moment, EventType type, ObjectNode detail) {
        Update update = Update.builder()
                .tableName(table)
                .key(Table.key(Keys.deployments(space), Keys.deploymentState(deployment)))
                .updateExpression("SET " + name + " = :moment")
                .expressionAttributeValues(Map.of(":moment", n(moment.toEpochMilli())))
                .build();
        Transactions.write(
                dynamo, List.of(Table.write(update), events.write(type, space, detail.put("deployment", deployment))));
    }
}
