package io.slipway.aws.retention;

import static io.slipway.aws.table.Items.n;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.BuildRecordKeys;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.builds.retention.DeploymentState;
import io.slipway.builds.retention.Deployments;
import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The state of deployments in DynamoDB: an item for each deployment that has one. */
public final class DynamoDeployments implements Deployments {
    private static final String REQUESTED = "requested";

    private static final String RETIRED = "retired";
    private static final String LEASED = "leased";

    private final Table table;
    private final EventLog events;

    public DynamoDeployments(Table table, EventLog events) {
        this.table = table;
        this.events = events;
    }

    @Override
    public List<DeploymentState> states(SpaceName space) {
        return table.range(Range.of(BuildRecordKeys.deployments(space)))
                .map(DynamoDeployments::read)
                .toList();
    }

    private static DeploymentState read(Map<String, AttributeValue> item) {
        return new DeploymentState(
                Items.string(item, Items.SK)
                        .substring(BuildRecordKeys.deploymentState("").length()),
                moment(item, REQUESTED),
                moment(item, RETIRED),
                moment(item, LEASED));
    }

    private static Optional<Instant> moment(Map<String, AttributeValue> item, String name) {
        return Items.optionalNumber(item, name).map(Instant::ofEpochMilli);
    }

    @Override
    public void request(SpaceName space, String deployment, Instant now) {
        table.write(set(space, deployment, REQUESTED, now));
    }

    private static Write set(SpaceName space, String deployment, String name, Instant moment) {
        return Write.update(
                        Items.key(BuildRecordKeys.deployments(space), BuildRecordKeys.deploymentState(deployment)),
                        "SET " + name + " = :moment")
                .with(":moment", n(moment.toEpochMilli()));
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
        Write noted = set(space, deployment, name, moment);
        table.write(List.of(noted, events.write(type, space, detail.put("deployment", deployment))));
    }
}
