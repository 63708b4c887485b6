{ name: "first come, first served", contact_order: ["age"] }
