package orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tells the price of one item. */
public class Pricing implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    // Made before the snapshot is taken, so that no customer waits for it.
    private static final DynamoDbClient TABLE = DynamoDbClient.builder()
            .overrideConfiguration(c -> c.apiCallTimeout(Duration.ofSeconds(3)))
            .build();
    private static final String NAME = System.getenv("INVENTORY_TABLE");

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        var path = (Map<?, ?>) event.get("pathParameters");
        var key = Map.of("sku", AttributeValue.fromS((String) path.get("sku")));
        var found = TABLE.getItem(r -> r.tableName(NAME).key(key));
        if (!found.hasItem()) {
            return Map.of("statusCode", 404, "body", "{}");
        }
        return Map.of("statusCode", 200, "body", "{\"price\": " + found.item().get("price").n() + "}");
    }
}
