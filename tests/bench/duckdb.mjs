/*
 * duckdb.mjs MODULES FILE THREADS - what hoff-kpi counts by channel, by DuckDB
 *
 * A line for each channel, in byte order: its name and how many conversations
 * there are, with a customer turn, without a human turn, and judged escalate.
 * Types are given, so that none need be guessed.
 */

import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, file, threads] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "here.js"));
const { DuckDBInstance } = require("@duckdb/node-api");
const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
const answer = await connection.runAndReadAll(`
	SELECT channel, count(*),
	    count(*) FILTER (list_contains(roles, 'customer')),
	    count(*) FILTER (NOT list_contains(roles, 'agent')),
	    count(*) FILTER (decision = 'escalate')
	FROM (SELECT channel, hoff.score.decision,
	        list_transform(turns, lambda t: t.role) AS roles
	    FROM read_json($1, format = 'newline_delimited', columns = {
	        channel: 'VARCHAR', turns: 'STRUCT(role VARCHAR)[]',
	        hoff: 'STRUCT(score STRUCT(decision VARCHAR))' }))
	GROUP BY channel ORDER BY channel`, [file]);

for (const row of answer.getRowsJson())
	console.log(row.join("\t"));
