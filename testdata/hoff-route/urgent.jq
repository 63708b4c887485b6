{ name: "the urgent first", contact_order: ["priority", "age"] }
